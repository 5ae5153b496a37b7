namespace JumpingVpn.Exploration.Reference;

/// <summary>What a client may say, by what it has heard and said before.</summary>
internal sealed class ReferenceClient
{
    private readonly SortedSet<string> _heard = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _payloads = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReferenceWindow> _delivered = new(StringComparer.Ordinal);

    /// <summary>Something arrived.</summary>
    public void Hear(in Message message)
    {
        _heard.Add($"{message.Type} {message.Session} {message.Number} {message.IsDown}");
        _heard.Add($"{message.Type} {message.Session} {message.Challenge}");
        _heard.Add($"{message.Type} {message.Session}");
    }

    /// <summary>Something is sent. Returns why it must not be, or null.</summary>
    public string? Say(in Message message) =>
        message switch
        {
            { Type: "DATA_ACK", IsDown: true } when !_heard.Contains($"DATA {message.Session} {message.Number} True") =>
                "a message of the gateway that did not arrive is acknowledged",
            { Type: "DATA_ACK", IsDown: true } => WindowOf(message).Acknowledge(message.Number),
            { Type: "PATH_RESPONSE" } when !_heard.Contains($"PATH_CHALLENGE {message.Session} {message.Challenge}") =>
                "a challenge that did not arrive is answered",
            { Type: "DATA", Payload: { } payload } => Repeat(message, payload),
            _ => null,
        };

    private ReferenceWindow WindowOf(in Message message)
    {
        if (!_delivered.TryGetValue(message.Session, out ReferenceWindow? window))
        {
            _delivered.Add(message.Session, window = new ReferenceWindow());
        }

        return window;
    }

    private string? Repeat(in Message message, string payload)
    {
        string key = $"{message.Session} {message.Number}";
        string first = _payloads.GetValueOrDefault(key, payload);
        _payloads[key] = first;
        if (!_heard.Contains($"HANDSHAKE_ACK {message.Session}"))
        {
            return "data is sent for a session that no gateway has established";
        }

        return first == payload ? null : "two messages have the same number";
    }
}
