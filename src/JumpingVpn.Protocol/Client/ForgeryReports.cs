using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Records messages that only claim to be the server's: a few each second one by one, the rest in one line. So whoever forges the server's
/// address cannot flood the record.
/// </summary>
internal sealed class ForgeryReports(TransportAddress server)
{
    /// <summary>How many are recorded one by one each second.</summary>
    public const int Shown = 20;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private TimeSpan _opened;
    private long _seen;

    /// <summary>When <see cref="Close"/> has something to write; null if there is nothing.</summary>
    public TimeSpan? Deadline => _seen > Shown ? _opened + Window : null;

    /// <summary>Records one more.</summary>
    public void Add(ClientJournal journal)
    {
        Close(journal);
        _opened = _seen == 0 ? journal.Now : _opened;
        if (++_seen <= Shown)
        {
            journal.Emit(new SecurityEvent(journal.SessionId, server, ReasonCode.BadMac));
        }
    }

    /// <summary>Writes how many were not recorded, once the second is over.</summary>
    public void Close(ClientJournal journal)
    {
        if (journal.Now - _opened >= Window)
        {
            Report(journal);
        }
    }

    /// <summary>Writes it at once, because the client is ending.</summary>
    public void Report(ClientJournal journal)
    {
        if (_seen > Shown)
        {
            journal.Emit(new RateLimited(server, Shown, _seen - Shown));
        }

        _seen = 0;
    }
}
