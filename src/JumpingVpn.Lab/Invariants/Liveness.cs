using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// The one claim of something that must happen. After the scenario the network is healed, and every client whose session still lives goes
/// on sending, from a new socket where it has none: it must be ATTACHED, and all that it has sent acknowledged, within its recovery
/// window and what its policy makes it wait before.
/// </summary>
/// <remarks>
/// There is no verdict on a session whose gateway has moved since, on one that its own bounds may end before that, and none on one that may
/// not switch any more: its nonces, or its switches of a minute, are spent. There is none either where a NAT is such that nothing heals it:
/// it moves mappings by itself, lets hosts share a port, or has no port left.
/// </remarks>
internal sealed class Liveness(Scene scene)
{
    /// <summary>The claim, as a report shows it.</summary>
    public const string Claim = "when the network heals, a session that is still alive is attached again within its recovery window";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>On how many clients there was a verdict.</summary>
    public int Proven { get; private set; }

    /// <summary>Heals the network and waits. Returns who is lost, or null.</summary>
    public string? Judge()
    {
        if (!scene.Nats.CanHeal || !scene.Clients.Any(IsAlive))
        {
            return null;
        }

        scene.Heal();
        long exhausted = scene.Lab.Ledger.DroppedBy(DropReason.PortsExhausted);
        List<Trial> trials =
        [
            .. scene.Clients.Where(client => IsAlive(client) && MustRecover(client)).Select(client => new Trial(scene, client)),
        ];
        while (trials.Exists(trial => trial.IsOpen))
        {
            foreach (Trial trial in trials.Where(trial => trial.IsOpen))
            {
                trial.Client.GoOn();
            }

            scene.Lab.RunUntil(() => !trials.Exists(trial => trial.IsOpen), Beat);
        }

        Proven += trials.Count(trial => trial.IsWon);
        bool letThrough = scene.Lab.Ledger.DroppedBy(DropReason.PortsExhausted) == exhausted;
        return letThrough ? trials.Find(trial => trial.IsLost)?.ToString() : null;
    }

    private static bool IsAlive(ClientActor client) => client.Session is { SessionId: not null, State: not SessionState.Terminated };

    private static bool MustRecover(ClientActor client)
    {
        GatewayActor gateway = client.RequireGateway();
        return client.KnowsItsGateway
            && gateway.Server.TryGetSession(client.RequireId(), out SessionView view)
            && view.ExpiresAt - gateway.Now > Trial.LimitOf(client)
            && view.RememberedNonces < gateway.Options.MaximumNonces
            && view.Switches < Math.Min(client.Session!.Options.MaximumSwitchesPerMinute, gateway.Options.MaximumSwitchesPerMinute);
    }

    /// <summary>One client, from the healing on.</summary>
    private sealed class Trial
    {
        private readonly Scene _scene;
        private readonly SessionState _before;
        private readonly int _acknowledged;
        private readonly TimeSpan _end;

        public Trial(Scene scene, ClientActor client)
        {
            _scene = scene;
            Client = client;
            _before = client.Session!.State;
            _acknowledged = client.Messages.AcknowledgedCount;
            _end = scene.Events.ClockOf(client.Name) + LimitOf(client);
        }

        public ClientActor Client { get; }

        public bool IsWon =>
            Client.Session is { State: SessionState.Attached, UnacknowledgedCount: 0 } && Client.Messages.AcknowledgedCount > _acknowledged;

        public bool IsLost => !IsWon && (Client.Session!.State == SessionState.Terminated ? !MayEnd : IsOver);

        public bool IsOpen => !IsWon && Client.Session!.State != SessionState.Terminated && !IsOver;

        private bool IsOver => _scene.Events.ClockOf(Client.Name) >= _end;

        // What ran before the healing may end it after; and somebody may have said so.
        private bool MayEnd =>
            _scene.Events.Of<StateChange>(Client.Name).Last().Cause switch
            {
                TransitionReason.RecoveryWindowExceeded => _before is SessionState.Reattaching or SessionState.Recovering,
                TransitionReason.TtlLifetimeExpired or TransitionReason.TtlSessionExpired or TransitionReason.TtlTransportLossExpired =>
                    true,
                TransitionReason.ExplicitTermination => true,
                _ => false,
            };

        /// <summary>How long it may take: the recovery, and before it the longest wait of either side's policy for an attempt, and until
        /// the last bad signal is old.</summary>
        public static TimeSpan LimitOf(ClientActor client)
        {
            ClientOptions options = client.Session!.Options;
            TimeSpan patience =
                options.MaximumReattachBackoff > options.MaximumRetransmission
                    ? options.MaximumReattachBackoff
                    : options.MaximumRetransmission;
            TimeSpan cooldown = options.ReattachCooldown + client.RequireGateway().Options.SwitchCooldown;
            return options.RecoveryWindow + patience + cooldown + (4 * options.VolatileRoundTrip) + options.StabilityWindow;
        }

        public override string ToString() =>
            $"\"{Client.Name}\" was {CodeNames.Name(_before)} when the network healed; {LimitOf(Client).TotalSeconds} s later it is "
            + $"{CodeNames.Name(Client.Session!.State)} with {Amount.Of(Client.Session.UnacknowledgedCount, "message")} unacknowledged.";
    }
}
