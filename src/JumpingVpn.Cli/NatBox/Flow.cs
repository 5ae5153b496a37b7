using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>What one program and one server exchange through the box.</summary>
/// <remarks>Thread rule: under the lock of its NAT.</remarks>
internal sealed class Flow
{
    /// <summary>The program's endpoint.</summary>
    public required TransportAddress Inside { get; init; }

    /// <summary>The server's endpoint.</summary>
    public required TransportAddress Remote { get; init; }

    /// <summary>Its number, in the order in which flows began.</summary>
    public required long Number { get; init; }

    /// <summary>When it began.</summary>
    public required TimeSpan Began { get; init; }

    /// <summary>The external endpoint that the server saw last, as the NAT's table calls it.</summary>
    public TransportAddress External { get; set; }

    /// <summary>The same as the server sees it: the address and port that the system gave.</summary>
    public TransportAddress Seen { get; set; }

    /// <summary>When <see cref="External"/> was first used.</summary>
    public TimeSpan Mapped { get; set; }

    /// <summary>When the last datagram passed.</summary>
    public TimeSpan Active { get; set; }

    /// <summary>Datagrams that left for the server.</summary>
    public long UpDatagrams { get; set; }

    /// <summary>Their bytes.</summary>
    public long UpBytes { get; set; }

    /// <summary>Datagrams that left for the program.</summary>
    public long DownDatagrams { get; set; }

    /// <summary>Their bytes.</summary>
    public long DownBytes { get; set; }
}
