using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Cli.NatBox;

/// <summary>The sums of the whole box at one moment.</summary>
internal sealed record BoxTotals
{
    /// <summary>How long the box has run.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>Flows that are known now.</summary>
    public required int Flows { get; init; }

    /// <summary>Flows that began.</summary>
    public required long Begun { get; init; }

    /// <summary>How often a flow went on under another external endpoint.</summary>
    public required long Moved { get; init; }

    /// <summary>Flows that were given up for the sake of others.</summary>
    public required long Evicted { get; init; }

    /// <summary>Mappings of the NATs.</summary>
    public required int Mappings { get; init; }

    /// <summary>Datagrams that came in on either side.</summary>
    public required long Entered { get; init; }

    /// <summary>Further copies that the link made.</summary>
    public required long Duplicated { get; init; }

    /// <summary>Datagrams that are on the link.</summary>
    public required long InFlight { get; init; }

    /// <summary>Datagrams that left for servers, and their bytes.</summary>
    public required (long Datagrams, long Bytes) Up { get; init; }

    /// <summary>Datagrams that left for programs, and their bytes.</summary>
    public required (long Datagrams, long Bytes) Down { get; init; }

    /// <summary>What was dropped, by reason, those that happened alone.</summary>
    public required IReadOnlyDictionary<DropReason, long> Drops { get; init; }

    /// <summary>All that was dropped.</summary>
    public long Dropped => Drops.Values.Sum();
}
