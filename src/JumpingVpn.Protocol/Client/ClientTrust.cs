using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>The keys of the client's session: what it signs and proves with them, whom it believes by them, and when they are
/// gone.</summary>
internal sealed class ClientTrust(ClientOptions options, ClientCounters counters, TransportAddress server) : IDisposable
{
    private readonly ForgeryReports _forgeries = new(server);
    private readonly AnswerTrust _answers = new(options.Mode, new MessageMac());

    /// <summary>What the session is proved with.</summary>
    public ClientSecrets Secrets { get; } = new(options);

    /// <summary>What messages are sealed with.</summary>
    public MessageSeal Seal { get; } = new(new MessageMac(), MacDirection.ToServer);

    /// <summary>True where sessions have keys of their own.</summary>
    public bool IsKeyed => _answers.IsKeyed;

    /// <summary>When <see cref="Report"/> has something to say.</summary>
    public TimeSpan? NextReport => _forgeries.Deadline;

    /// <summary>Judges a message from the server's address; a forged one is counted and a security event.</summary>
    public bool Admits(in WireMessage message, ClientJournal journal)
    {
        bool trusted = _answers.Admits(message, out bool forged);
        if (forged)
        {
            NoteForged(journal);
        }

        return trusted;
    }

    /// <summary>A message that claims to be the server's and is not: it is counted, and a security event where a second has not had
    /// enough of them.</summary>
    public void NoteForged(ClientJournal journal)
    {
        counters.Forged++;
        _forgeries.Add(journal);
    }

    /// <summary>Sums up the forgeries that were not recorded one by one, where that is due.</summary>
    /// <param name="journal">Where it is written.</param>
    /// <param name="isLast">Whether it is due in any case.</param>
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

    /// <summary>The session is established: from now on its keys decide, where it has any.</summary>
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
