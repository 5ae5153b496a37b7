using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>A side begins to forward.</summary>
/// <param name="Local">Where datagrams are taken, on the client's side; null on the server's.</param>
/// <param name="Target">Where they go, on the server's side; null on the client's.</param>
/// <param name="Delivery">What is promised of what this side sends.</param>
internal sealed record ForwardStart(TransportAddress? Local, TransportAddress? Target, ForwardDelivery Delivery) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ForwardStart);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        if (Local is { } local)
        {
            members.Address("listen", local);
        }

        if (Target is { } target)
        {
            members.Address("forward", target);
        }

        members.Text("delivery", ForwardDeliveryText.Of(Delivery));
        members.Flag("encrypted", false);
    }
}
