using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>Who calls the receiver of one endpoint: its own thread, or the pump it is registered with.</summary>
internal interface IReceiveMode
{
    /// <summary>Whether datagrams wait in the kernel, or are on their way from there to the receiver.</summary>
    bool HasBacklog { get; }

    /// <summary>Begins to deliver; called at most once.</summary>
    void Start(IDatagramReceiver receiver);

    /// <summary>Learns that the kernel took a datagram of this endpoint.</summary>
    void OnSent(int length, in TransportAddress destination);

    /// <summary>Completes when no receiver call runs or will run; the endpoint is closed already. Called from inside the
    /// receiver it completes at once: only the caller's own call is still running.</summary>
    ValueTask StopAsync();
}
