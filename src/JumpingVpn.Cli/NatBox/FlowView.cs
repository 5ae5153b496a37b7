using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>A flow as it stood when it was asked for.</summary>
/// <param name="Number">In the order in which flows began.</param>
/// <param name="Inside">The program's endpoint.</param>
/// <param name="External">The endpoint that the server sees.</param>
/// <param name="Mapping">The same as the NAT's table calls it, which is another one where that port was taken on this machine.</param>
/// <param name="Remote">The server's endpoint.</param>
/// <param name="Age">Since its first datagram.</param>
/// <param name="MappedFor">How long it has had that external endpoint.</param>
/// <param name="Idle">Since its latest datagram.</param>
/// <param name="Up">Datagrams that left for the server, and their bytes.</param>
/// <param name="Down">Datagrams that left for the program, and their bytes.</param>
internal sealed record FlowView(
    long Number,
    TransportAddress Inside,
    TransportAddress External,
    TransportAddress Mapping,
    TransportAddress Remote,
    TimeSpan Age,
    TimeSpan MappedFor,
    TimeSpan Idle,
    (long Datagrams, long Bytes) Up,
    (long Datagrams, long Bytes) Down
);
