namespace JumpingVpn.Protocol.Delivery;

/// <summary>One side's policy for delivering messages, shared by all sessions of that side.</summary>
internal sealed record DeliveryBounds
{
    /// <summary>How many messages may wait for their acknowledgement, sent or not.</summary>
    public required int Capacity { get; init; }

    /// <summary>How many messages may be in flight to a peer that says which one it acknowledges.</summary>
    public required int Window { get; init; }

    /// <summary>How often a message is sent before the peer must be heard from again.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long the first transmission waits before any round trip is measured.</summary>
    public required TimeSpan FirstRetransmission { get; init; }

    /// <summary>The longest wait between two transmissions.</summary>
    public required TimeSpan MaximumRetransmission { get; init; }

    /// <summary>A payload of more bytes is long: its message is given up if the path seems to drop messages of that length.</summary>
    public required int LongPayload { get; init; }

    /// <summary>How often a long message is sent before it may be given up.</summary>
    public required int LongPayloadAttempts { get; init; }

    /// <summary>How often the peer must be heard from before a long message is given up.</summary>
    public required int LongPayloadAnswers { get; init; }

    /// <summary>The longest datagram in bytes.</summary>
    public required int MaximumDatagramSize { get; init; }

    /// <summary>The client's bounds. It sends until its session ends, so attempts are not limited.</summary>
    public static DeliveryBounds Of(ClientOptions options) =>
        new()
        {
            Capacity = options.SendQueueCapacity,
            Window = options.SendWindow,
            Attempts = int.MaxValue,
            FirstRetransmission = options.FirstRetransmission,
            MaximumRetransmission = options.MaximumRetransmission,
            LongPayload = options.LongPayload,
            LongPayloadAttempts = options.LongPayloadAttempts,
            LongPayloadAnswers = options.LongPayloadAnswers,
            MaximumDatagramSize = options.MaximumDatagramSize,
        };

    /// <summary>The server's bounds.</summary>
    public static DeliveryBounds Of(ServerOptions options) =>
        new()
        {
            Capacity = options.MaximumDownlinkMessages,
            Window = options.SendWindow,
            Attempts = options.SendAttempts,
            FirstRetransmission = options.FirstRetransmission,
            MaximumRetransmission = options.MaximumRetransmission,
            LongPayload = options.LongPayload,
            LongPayloadAttempts = options.LongPayloadAttempts,
            LongPayloadAnswers = options.LongPayloadAnswers,
            MaximumDatagramSize = options.MaximumDatagramSize,
        };
}
