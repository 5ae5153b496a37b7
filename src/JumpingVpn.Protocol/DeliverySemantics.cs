namespace JumpingVpn.Protocol;

/// <summary>How much a sender promises about one message. The wire is the same: what differs is how often the message is sent.</summary>
public enum DeliverySemantics
{
    /// <summary>The message is sent until it is acknowledged, across any number of transports; its receiver's application gets it
    /// once.</summary>
    ExactlyOnce,

    /// <summary>The message is sent once. Where nothing acknowledges it in time, or its path is left before, it is given up
    /// (<see cref="ReasonCode.NoAnswer"/>); it may have arrived all the same.</summary>
    AtMostOnce,
}
