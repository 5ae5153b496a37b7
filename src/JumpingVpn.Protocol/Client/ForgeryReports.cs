using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Records messages that claim to be the server's and are not: one by one as many as fit into a second, the rest in one line, so that who
/// forges the server's address cannot fill the record.
/// </summary>
internal sealed class ForgeryReports(TransportAddress server)
{
    /// <summary>How many of a second are recorded one by one.</summary>
    public const int Shown = 20;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private TimeSpan _opened;
    private long _seen;

    /// <summary>When <see cref="Close"/> has something to say; null while all is said.</summary>
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

    /// <summary>Sums up what was not recorded, once the second is over.</summary>
    public void Close(ClientJournal journal)
    {
        if (journal.Now - _opened >= Window)
        {
            Report(journal);
        }
    }

    /// <summary>The same at once: nothing comes after it.</summary>
    public void Report(ClientJournal journal)
    {
        if (_seen > Shown)
        {
            journal.Emit(new RateLimited(server, Shown, _seen - Shown));
        }

        _seen = 0;
    }
}
