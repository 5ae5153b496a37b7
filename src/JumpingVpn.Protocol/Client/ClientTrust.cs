using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The keys of the client's session: what it proves with them, whom it believes because of them, and when they are wiped.
/// </summary>
internal sealed class ClientTrust(ClientOptions options, ClientCounters counters, TransportAddress server) : IDisposable
{
    private readonly ForgeryReports _forgeries = new(server);
    private readonly AnswerTrust _answers = new(options.Mode, new MessageMac());

    /// <summary>Writes the proofs of the session.</summary>
    public ClientSecrets Secrets { get; } = new(options);

    /// <summary>Computes the MACs of messages.</summary>
    public MessageSeal Seal { get; } = new(new MessageMac(), MacDirection.ToServer);

    /// <summary>True if sessions have their own keys.</summary>
    public bool IsKeyed => _answers.IsKeyed;

    /// <summary>When <see cref="Report"/> has something to say.</summary>
    public TimeSpan? NextReport => _forgeries.Deadline;

    /// <summary>Judges a message from the server's address; a forged one is counted and raises a security event.</summary>
    public bool Admits(in WireMessage message, ClientJournal journal)
    {
        bool trusted = _answers.Admits(message, out bool forged);
        if (forged)
        {
            NoteForged(journal);
        }

        return trusted;
    }

    /// <summary>
    /// Counts a message that only claims to be the server's. It raises a security event unless this second has had enough of them.
    /// </summary>
    public void NoteForged(ClientJournal journal)
    {
        counters.Forged++;
        _forgeries.Add(journal);
    }

    /// <summary>Writes the summary of forgeries that were not recorded one by one, if it is due.</summary>
    /// <param name="journal">Where the event is written.</param>
    /// <param name="isLast">Whether to write it even before it is due.</param>
    public void Report(ClientJournal journal, bool isLast = false)
    {
        if (isLast)
        {
            _forgeries.Report(journal);
        }
        else
        {
            _forgeries.Close(journal);
        }
    }

    /// <summary>The session is established: from now on its keys decide, if it has any.</summary>
    public void Adopt(SessionId id, SessionKeys? keys)
    {
        Secrets.Keys = keys;
        Seal.Use(id, keys);
        _answers.Use(id, keys);
    }

    /// <summary>Overwrites the keys and releases the keyed hash with its secret.</summary>
    public void Dispose()
    {
        Seal.Clear();
        _answers.End();
        Secrets.Dispose();
    }
}
