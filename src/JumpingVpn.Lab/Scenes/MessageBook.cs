using System.Globalization;
using System.Text;

namespace JumpingVpn.Lab.Scenes;

/// <summary>What one side sent, which of it was acknowledged, and what the other side delivered of it.</summary>
public sealed class MessageBook
{
    private readonly string _sender;
    private readonly List<Message> _messages = [];
    private int _session;

    internal MessageBook(string sender) => _sender = sender;

    /// <summary>How many messages were handed to the session.</summary>
    public int SentCount => _messages.Count;

    /// <summary>How many the sender holds an acknowledgement for.</summary>
    public int AcknowledgedCount => _messages.Count(message => message.Acknowledged);

    /// <summary>How many were delivered.</summary>
    public int DeliveredCount => _messages.Count(message => message.Deliveries > 0);

    /// <summary>The text of the next message: it names the sender, so that deliveries can be told apart.</summary>
    /// <param name="length">How long it is in bytes, filled with dots; null for no filling.</param>
    internal string NextText(int? length = null)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{_sender} {_messages.Count + 1}");
        int least = Encoding.UTF8.GetByteCount(text);
        Demand.That(
            length is null || length >= least,
            $"A message of {length} bytes is too short to be distinguished from others: one of \"{_sender}\" has {least} bytes "
                + $"at least (\"{text}\")."
        );
        return length is { } wanted ? text + new string('.', wanted - least) : text;
    }

    /// <summary>True if the client sent a message of this text.</summary>
    internal bool Contains(string text) => _messages.Exists(message => message.Text == text);

    /// <summary>Says that sequence numbers start again.</summary>
    internal void BeginSession() => _session++;

    internal void RecordSent(string text, long sequence) => _messages.Add(new Message(text, _session, sequence));

    internal void RecordAcknowledged(long sequence)
    {
        foreach (Message message in _messages)
        {
            message.Acknowledged |= message.Session == _session && message.Sequence == sequence;
        }
    }

    internal void RecordDelivered(string text)
    {
        foreach (Message message in _messages)
        {
            message.Deliveries += message.Text == text ? 1 : 0;
        }
    }

    /// <summary>States that what was acknowledged was delivered, and nothing was delivered twice.</summary>
    internal void ExpectExactlyOnce()
    {
        foreach (Message message in _messages)
        {
            Expect.That(message.Deliveries <= 1, $"The message \"{message.Text}\" was delivered {Amount.Of(message.Deliveries, "time")}.");
            Expect.That(
                !message.Acknowledged || message.Deliveries == 1,
                $"The message \"{message.Text}\" was acknowledged and never delivered."
            );
        }
    }

    /// <summary>States that every message was delivered once.</summary>
    internal void ExpectAllDelivered()
    {
        Expect.That(_messages.Count > 0, $"\"{_sender}\" has sent no message, so the claim proves nothing.");
        ExpectExactlyOnce();
        foreach (Message message in _messages)
        {
            Expect.That(message.Deliveries == 1, $"The message \"{message.Text}\" never arrived.");
        }
    }

    private sealed class Message(string text, int session, long sequence)
    {
        public string Text { get; } = text;

        public int Session { get; } = session;

        public long Sequence { get; } = sequence;

        public bool Acknowledged { get; set; }

        public int Deliveries { get; set; }
    }
}
