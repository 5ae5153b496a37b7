namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// What a gateway may say, by what it has heard and said before. It knows no proofs, keys and policies: whether a request was right is not
/// its business, only that nothing is answered that was not asked there, and that a session listens to one address.
/// </summary>
internal sealed class ReferenceServer
{
    private const string NoRequest = "0000000000000000";

    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _questions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _bindings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _accepted = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _latest = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReferenceWindow> _delivered = new(StringComparer.Ordinal);

    /// <summary>Something arrived.</summary>
    public void Hear(string from, in Message message)
    {
        _questions[from] = _questions.GetValueOrDefault(from) + 1;
        _asked.Add($"{from} {message.Type} {message.Session} {message.Number} {message.Nonce}");
        _asked.Add($"{from} {message.Type} {message.Session}");
        _asked.Add($"{from} {message.Type}");
    }

    /// <summary>Something is sent. Returns why it must not be, or null.</summary>
    public string? Say(string to, in Message message) =>
        message switch
        {
            { Type: "DATA_ACK", IsDown: false } => Acknowledge(to, message, "DATA"),
            { Type: "KEEPALIVE_ACK" } => Acknowledge(to, message, "KEEPALIVE"),
            { Type: "HANDSHAKE_ACK" } => Establish(to, message),
            { Type: "REATTACH_ACK" } => Move(to, message),
            { Type: "DATA", IsDown: true } or { Type: "TERMINATE" } => Speak(to, message),
            { Type: "ERROR" } => Refuse(to, message),
            _ => null,
        };

    private string? Acknowledge(string to, in Message message, string what)
    {
        if (_bindings.GetValueOrDefault(message.Session) != to)
        {
            return $"a {what} of a session is acknowledged to an address that the session is not bound to";
        }

        bool wasAsked = message.Number.Length == 0 ? Asked(to, what, message.Session) : AskedExactly(to, what, message);
        return !wasAsked ? $"a {what} that did not come from there is acknowledged"
            : what == "DATA" ? WindowOf(message).Acknowledge(message.Number)
            : null;
    }

    private string? Establish(string to, in Message message)
    {
        if (!_asked.Contains($"{to} HANDSHAKE_INIT"))
        {
            return "a session is given to an address that asked for none";
        }

        string? bound = _bindings.GetValueOrDefault(message.Session);
        _bindings[message.Session] = bound ?? to;
        return bound is null || bound == to ? null : "a session is given to two addresses";
    }

    private string? Move(string to, in Message message)
    {
        bool wasAsked =
            message.Nonce.Length == 0
                ? Asked(to, "REATTACH_REQUEST", message.Session) || Asked(to, "PATH_RESPONSE", message.Session)
                : AskedExactly(to, "REATTACH_REQUEST", message) || AskedExactly(to, "PATH_RESPONSE", message);
        if (!wasAsked)
        {
            return "a reattach is acknowledged to an address that did not ask for it";
        }

        bool isRequest = message.Nonce.Length > 0 && message.Nonce != NoRequest;
        string key = $"{message.Session} {message.Nonce}";
        string? first = isRequest ? _accepted.GetValueOrDefault(key) : null;
        bool isAgain = first is not null && _bindings.GetValueOrDefault(message.Session) != to;
        bool isOld = first is not null && _latest.GetValueOrDefault(message.Session) != message.Nonce;
        _bindings[message.Session] = to;
        if (isRequest)
        {
            _accepted[key] = to;
            _latest[message.Session] = message.Nonce;
        }

        return Asked(to, "PATH_RESPONSE", message.Session) ? null
            : isAgain ? "a request that was accepted before moves the session once more"
            : isOld ? "a request is acknowledged again after a later one has moved the session"
            : null;
    }

    private string? Speak(string to, in Message message)
    {
        string? bound = _bindings.GetValueOrDefault(message.Session);
        return bound is null || bound == to ? null : $"a {message.Type} goes to an address that the session is not bound to";
    }

    private string? Refuse(string to, in Message message)
    {
        int left = _questions.GetValueOrDefault(to) - 1;
        _questions[to] = left;
        return left < 0 ? "more messages are refused than were received"
            : message is { Reason: "sequence_too_old", Session.Length: > 0 } ? WindowOf(message).Refuse(message.Number)
            : null;
    }

    private ReferenceWindow WindowOf(in Message message)
    {
        if (!_delivered.TryGetValue(message.Session, out ReferenceWindow? window))
        {
            _delivered.Add(message.Session, window = new ReferenceWindow());
        }

        return window;
    }

    private bool Asked(string from, string what, string session) => _asked.Contains($"{from} {what} {session}");

    private bool AskedExactly(string from, string what, in Message message) =>
        _asked.Contains($"{from} {what} {message.Session} {message.Number} {message.Nonce}");
}
