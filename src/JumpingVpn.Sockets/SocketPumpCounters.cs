namespace JumpingVpn.Sockets;

/// <summary>What became of the datagrams that the channels of one <see cref="SocketPump"/> handed to the kernel. <c>Sent = Delivered +
/// ClosedPort + NotStarted + LostByKernel + Underway</c>, always.</summary>
/// <param name="Sent">Datagrams that the kernel took.</param>
/// <param name="Delivered">Datagrams whose receiver was called.</param>
/// <param name="ClosedPort">Datagrams to an address where no channel of the pump is bound, or no longer.</param>
/// <param name="NotStarted">Datagrams that reached a channel before it was started.</param>
/// <param name="LostByKernel">Datagrams that did not appear within the kernel patience.</param>
/// <param name="Underway">Datagrams that the next settling will deal with.</param>
/// <param name="Foreign">Datagrams from sockets outside the pump, dropped and in no other count: a laboratory hears only itself.</param>
public readonly record struct SocketPumpCounters(
    long Sent,
    long Delivered,
    long ClosedPort,
    long NotStarted,
    long LostByKernel,
    long Underway,
    long Foreign
);
