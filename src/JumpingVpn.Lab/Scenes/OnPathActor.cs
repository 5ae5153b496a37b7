using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Scenes;

/// <summary>
/// An attacker who stands on an access link: every datagram passes through his hands in both directions, and he may keep, change, delay or
/// remove it. An attack that never strikes fails the scenario.
/// </summary>
public sealed class OnPathActor
{
    private readonly Scene _scene;
    private readonly OnPathAttacker _attacker = new();
    private readonly InterceptionPoint[] _points;
    private readonly RandomStream _random;

    internal OnPathActor(Scene scene, string name, string node)
    {
        _scene = scene;
        Name = name;
        _random = scene.Lab.Streams.Stream($"on-path:{name}");
        _points =
        [
            scene.Lab.InterceptorsOf(node, LinkWays.Up).Add(_attacker),
            scene.Lab.InterceptorsOf(node, LinkWays.Down).Add(_attacker),
        ];
    }

    /// <summary>His name in the scenario.</summary>
    public string Name { get; }

    /// <summary>Removes messages.</summary>
    /// <param name="type">The message type, or null for any datagram.</param>
    /// <param name="times">How many, or null for all from now on.</param>
    public void Drop(string? type, int? times) => Begin(() => _attacker.Drop(Scope(type, times)));

    /// <summary>Keeps messages until he releases them.</summary>
    /// <inheritdoc cref="Drop"/>
    public void Hold(string? type, int? times) => Begin(() => _attacker.Hold(Scope(type, times)));

    /// <summary>Keeps messages for a while.</summary>
    /// <inheritdoc cref="Drop"/>
    public void Delay(TimeSpan by, string? type, int? times) => Begin(() => _attacker.Delay(by, Scope(type, times)));

    /// <summary>Gives a member of the next message of a type another value.</summary>
    public void Change(string member, string type, string value) =>
        Begin(() => _attacker.Rewrite(Scope(type, 1), captured => ForgedMessages.WithMember(captured.Payload.Span, member, value)));

    /// <summary>Flips one bit, drawn at random, of the next message of a type.</summary>
    public void FlipBit(string type) =>
        Begin(() =>
            _attacker.Rewrite(
                Scope(type, 1),
                captured =>
                {
                    byte[] changed = captured.Payload.ToArray();
                    int bit = (int)_random.Below((ulong)changed.Length * 8);
                    changed[bit >> 3] ^= (byte)(1 << (bit & 7));
                    return changed;
                }
            )
        );

    /// <summary>Lets go what he holds, in the order in which it came.</summary>
    public void Release()
    {
        Demand.That(_points.Any(point => point.Held > 0), $"\"{Name}\" holds nothing that could be released.");
        _scene.Event(() => Array.ForEach(_points, point => point.Release()));
    }

    /// <summary>Sends a copy of what he held last from his own address.</summary>
    public void SendCopy(AttackerActor sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        Network.Adversary.CapturedDatagram? held = _attacker
            .Rules.Where(rule => rule.What == nameof(Hold))
            .SelectMany(rule => rule.Captured)
            .MaxBy(it => it.At);
        Demand.That(held is not null, $"\"{Name}\" has held nothing that could be copied.");
        sender.SendTo(held!.Payload.Span, held.Destination);
    }

    /// <summary>Lets everything pass from now on; what he holds he keeps.</summary>
    public void Stop() =>
        Begin(() =>
        {
            foreach (AttackRule rule in _attacker.Rules)
            {
                rule.Dispose();
            }
        });

    /// <summary>He goes, and what he holds goes on.</summary>
    internal void Leave() => Array.ForEach(_points, point => point.Dispose());

    /// <summary>Checks at the end of a scenario that each of his attacks struck.</summary>
    internal void ExpectNoVacuousAttack()
    {
        foreach (AttackRule rule in _attacker.Rules)
        {
            Expect.That(!rule.IsVacuous, $"An attack never struck, so the scenario proves nothing by it: \"{Name}\" was to {rule}.");
        }
    }

    private static FaultScope Scope(string? type, int? times) =>
        type is null
            ? new FaultScope { Times = times }
            : new FaultScope
            {
                Times = times,
                What = type,
                Where = (payload, in _, in _) => MessageText.TypeOf(payload) == type,
            };

    private void Begin(Action action)
    {
        _scene.BeginEvent();
        Demand.Of(action);
    }
}
