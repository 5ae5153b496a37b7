namespace JumpingVpn.Protocol.Delivery;

/// <summary>What one side's policy says of the delivery of its messages; one for all sessions of that side.</summary>
internal sealed record DeliveryBounds
{
    /// <summary>How many messages may wait for their acknowledgement, sent or not.</summary>
    public required int Capacity { get; init; }

    /// <summary>How many messages may be in flight to a peer that tells which one it acknowledges.</summary>
    public required int Window { get; init; }

    /// <summary>How often a message is sent before something is heard of the peer again.</summary>
    public required int Attempts { get; init; }

    /// <summary>How long the first transmission waits where nothing better is known.</summary>
    public required TimeSpan FirstRetransmission { get; init; }

    /// <summary>The longest wait between two transmissions.</summary>
    public required TimeSpan MaximumRetransmission { get; init; }

    /// <summary>A payload of more bytes is long: its message is given up where the path seems to drop what is so long.</summary>
    public required int LongPayload { get; init; }

    /// <summary>How often such a message is sent at least, before it is given up.</summary>
    public required int LongPayloadAttempts { get; init; }

    /// <summary>How often at least something was heard of the peer meanwhile.</summary>
    public required int LongPayloadAnswers { get; init; }

    /// <summary>The longest datagram in bytes.</summary>
    public required int MaximumDatagramSize { get; init; }

    /// <summary>The client's. It sends until its session ends, so it has no bound on attempts.</summary>
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

    /// <summary>The server's.</summary>
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
