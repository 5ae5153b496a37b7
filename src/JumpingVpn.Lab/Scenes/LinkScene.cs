using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Scenes;

/// <summary>The access links of a scene: what they do, when that changes, and faults that strike single messages.</summary>
public sealed class LinkScene
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly Scene _scene;
    private readonly List<(string Node, string Words, LinkFault[] Directions)> _faults = [];

    private readonly OrderedDictionary<string, bool> _touched = []; // and whether it is up

    private readonly Dictionary<string, LinkSchedule> _schedules = [];

    internal LinkScene(Scene scene) => _scene = scene;

    /// <summary>How a link was told to vary, in both directions; null for not at all.</summary>
    public LinkSchedule? ScheduleOf(string node) => _schedules.GetValueOrDefault(node);

    /// <summary>How late a datagram may be at most because that was asked for: so much longer may the network take to come to
    /// rest.</summary>
    internal TimeSpan AskedDelay { get; private set; }

    /// <summary>Notes that datagrams are to be late.</summary>
    /// <param name="by">By how much, not negative; more than a day in all counts as a day.</param>
    internal void AskDelay(TimeSpan by) => AskedDelay += by < LongestDelay - AskedDelay ? by : LongestDelay - AskedDelay;

    /// <summary>Cuts or restores a link.</summary>
    public void SetUp(string node, bool up) =>
        _scene.Event(() =>
        {
            Demand.Of(() => _scene.Lab.SetLinkUp(node, up));
            _touched[node] = up;
        });

    /// <summary>Sets the delay of a link.</summary>
    public void SetDelay(string node, TimeSpan delay, TimeSpan jitter) =>
        Change(node, LinkWays.Both, link => link with { Delay = delay, Jitter = jitter });

    /// <summary>Sets the random loss of a link.</summary>
    public void SetLoss(string node, Probability loss) => Change(node, LinkWays.Both, link => link with { Loss = loss });

    /// <summary>Sets the random duplication of a link.</summary>
    public void SetDuplication(string node, Probability duplication) =>
        Change(node, LinkWays.Both, link => link with { Duplication = duplication });

    /// <summary>Lets jitter change the order of datagrams on a link.</summary>
    public void AllowReordering(string node) => Change(node, LinkWays.Both, link => link with { Order = LinkOrder.AllowOvertaking });

    /// <summary>Changes what a link does.</summary>
    public void Change(string node, LinkWays ways, Func<LinkOptions, LinkOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _scene.BeginEvent();
        foreach (LinkWays way in Each(ways))
        {
            Demand.Of(() =>
            {
                LinkOptions changed = change(_scene.Lab.GetLink(node, way));
                _scene.Lab.SetLink(node, changed, way);
                AskDelay(changed.Delay);
                AskDelay(changed.Jitter);
            });
        }

        _touched.TryAdd(node, true);
    }

    /// <summary>Makes a link one of a known kind.</summary>
    public void SetKind(string node, LinkPreset kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Change(node, LinkWays.Up, _ => kind.Up);
        Change(node, LinkWays.Down, _ => kind.Down);
        Follow(node, kind.Schedule);
    }

    /// <summary>Limits the rate of a link.</summary>
    public void SetRate(string node, LinkWays ways, BitRate rate) => Change(node, ways, link => link with { Rate = new RateLimit(rate) });

    /// <summary>Lets a link lose datagrams in bursts: a simple Gilbert model.</summary>
    /// <param name="node">Whose link.</param>
    /// <param name="share">The share of all that is lost, in the long run; above 0 % and below 50 %.</param>
    /// <param name="length">The mean length of a burst, at least 1.</param>
    public void SetBursts(string node, Probability share, int length)
    {
        LossModel model = Demand.Of(() => LossModel.InBursts(share, length));
        Change(node, LinkWays.Both, link => link with { Loss = Probability.Never, LossModel = model });
    }

    /// <summary>Lets a link be dead for a while, again and again.</summary>
    public void SetOutages(string node, TimeSpan lasting, TimeSpan after, TimeSpan every)
    {
        _scene.BeginEvent();
        LinkSchedule schedule = Demand.Of(() => new LinkSchedule(new LinkPhase(after, lasting, LinkOptions.Dead)) { RepeatEvery = every });
        Follow(node, schedule);
        _touched.TryAdd(node, true);
    }

    /// <summary>Sets a fault on the datagrams of one type, or on any, in both directions; it must strike before the scenario
    /// ends.</summary>
    /// <param name="node">Whose link.</param>
    /// <param name="action">What it does.</param>
    /// <param name="type">The message type, or null for any datagram.</param>
    /// <param name="scope">Which of them.</param>
    /// <param name="delay">How much later they arrive, for a delay.</param>
    public void SetFault(string node, FaultAction action, string? type, FaultScope scope, TimeSpan delay = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _scene.BeginEvent();
        if (type is not null)
        {
            scope = scope with { What = type, Where = (payload, in _, in _) => MessageText.TypeOf(payload) == type };
        }

        // A type travels one way only; a plain number is counted on the way up.
        LinkFault[] set = Demand.Of(() =>
            Each(type is null ? LinkWays.Up : LinkWays.Both)
                .Select(way => _scene.Lab.FaultsOf(node, way))
                .Select(faults =>
                    action switch
                    {
                        FaultAction.Drop => faults.Drop(scope),
                        FaultAction.Hold => faults.Hold(scope),
                        FaultAction.Delay => faults.Delay(delay, scope),
                        _ => faults.Duplicate(scope),
                    }
                )
                .ToArray()
        );
        AskDelay(delay);
        _faults.Add((node, $"{action} {scope} on the link of \"{node}\"", set));
    }

    /// <summary>Lets go what the faults on a link hold.</summary>
    public void Release(string node)
    {
        LinkFault[] holding =
        [
            .. _faults
                .Where(it => it.Node == node)
                .SelectMany(it => it.Directions)
                .Where(fault => fault is { Action: FaultAction.Hold, IsVacuous: false }),
        ];
        Demand.That(holding.Length > 0, $"The link of \"{node}\" holds nothing that could be released.");
        _scene.Event(() => Array.ForEach(holding, fault => fault.Release()));
    }

    /// <summary>Cuts a link for a while, in the midst of a run; false if it is cut already.</summary>
    internal bool TryCut(string node, TimeSpan lasting)
    {
        if (_touched.TryGetValue(node, out bool isUp) && !isUp)
        {
            return false;
        }

        _scene.Lab.SetLinkUp(node, false);
        _touched[node] = false;
        _scene.Lab.Time.CreateTimer(_ => RestoreWhereCut(node), null, lasting, Timeout.InfiniteTimeSpan);
        return true;
    }

    private void Follow(string node, LinkSchedule? schedule)
    {
        _scene.Lab.FollowSchedule(node, schedule, LinkWays.Both);
        _schedules.Remove(node);
        if (schedule is not null)
        {
            _schedules.Add(node, schedule);
        }
    }

    /// <summary>Makes all links perfect, ends all faults, and releases what they hold.</summary>
    internal void HealAll()
    {
        foreach ((string node, bool up) in _touched)
        {
            Follow(node, null);
            _scene.Lab.SetLink(node, LinkOptions.Perfect);
            if (!up)
            {
                _scene.Lab.SetLinkUp(node, true);
            }
        }

        foreach (LinkFault fault in _faults.SelectMany(it => it.Directions))
        {
            fault.Dispose();
        }
    }

    /// <summary>Checks at the end of a scenario that every fault struck.</summary>
    internal void ExpectNoVacuousFault()
    {
        foreach ((_, string words, LinkFault[] directions) in _faults)
        {
            Expect.That(
                directions.Any(fault => !fault.IsVacuous),
                $"A fault was set and never struck, so the scenario proves nothing by it: {words}."
            );
        }
    }

    private void RestoreWhereCut(string node)
    {
        if (!_touched[node])
        {
            _scene.Lab.SetLinkUp(node, true);
            _touched[node] = true;
        }
    }

    private static IEnumerable<LinkWays> Each(LinkWays ways)
    {
        if (ways.HasFlag(LinkWays.Up))
        {
            yield return LinkWays.Up;
        }

        if (ways.HasFlag(LinkWays.Down))
        {
            yield return LinkWays.Down;
        }
    }
}
