namespace JumpingVpn.Network.Nat;

/// <summary>Ports from the first to the last, both included.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    public int Count => Last - First + 1;

    public bool Contains(int port) => port >= First && port <= Last;

    public int After(int port) => port >= Last ? First : port + 1;
}
