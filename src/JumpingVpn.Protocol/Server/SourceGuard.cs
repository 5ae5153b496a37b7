using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Holds each source to its share, before any computation: how many of its datagrams are judged when no live session vouches for them, and
/// how many of their refusals are logged one by one. It charges a datagram once, when first asked, so a datagram for a session from its
/// bound address is never charged.
/// </summary>
/// <remarks>
/// Memory is bounded by <see cref="SourceBuckets.MaximumBytes"/> and <see cref="SourceReports.Capacity"/> windows, whatever anybody sends.
/// </remarks>
internal sealed class SourceGuard
{
    private ServerOptions _options;
    private readonly SourceBuckets _buckets;
    private readonly SourceReports _reports = new();
    private Rate _share;
    private readonly Rate _sessionShare;
    private Rate _logShare;
    private Rate _log;
    private long _refusalsFullAt;
    private long _violationsFullAt;
    private TimeSpan _unloggedSince;
    private long _unlogged;

    /// <summary>Creates a guard that has seen no source.</summary>
    /// <param name="options">The shares.</param>
    /// <param name="key">16 unpredictable bytes.</param>
    public SourceGuard(ServerOptions options, ReadOnlySpan<byte> key)
    {
        _options = options;
        _buckets = new SourceBuckets(key);
        _share = new Rate(options.SourceBurst, options.SourceRate);
        _sessionShare = new Rate(options.SessionBurst, options.SessionRate);
        _logShare = new Rate(options.SourceLogRate, options.SourceLogRate);
        _log = new Rate(options.RefusalLogRate, options.RefusalLogRate);
    }

    /// <summary>Takes other shares of sources; what they have spent stays spent.</summary>
    public void Limit(ServerOptions limits)
    {
        _options = limits;
        _share = new Rate(limits.SourceBurst, limits.SourceRate);
        _logShare = new Rate(limits.SourceLogRate, limits.SourceLogRate);
        _log = new Rate(limits.RefusalLogRate, limits.RefusalLogRate);
    }

    /// <summary>When <see cref="TryReport"/> has an event to write; null while nothing is counted.</summary>
    public TimeSpan? NextReport
    {
        get
        {
            TimeSpan? unlogged = _unlogged == 0 ? null : _unloggedSince + SourceReports.Window;
            return _reports.NextClose is not { } next || unlogged < next ? unlogged ?? _reports.NextClose : next;
        }
    }

    /// <inheritdoc cref="SourceBuckets.Room"/>
    public int SourceRoom => _buckets.Room;

    /// <inheritdoc cref="SourceReports.OpenCount"/>
    public int ReportCount => _reports.OpenCount;

    /// <summary>
    /// Charges the datagram to its source, unless it is already charged. If the source has used up its share, charges the session that it
    /// asks to move.
    /// </summary>
    /// <param name="request">The datagram.</param>
    /// <param name="moving">The live session that the datagram asks to move, whoever sent it; null for none.</param>
    public Admission Admit(ref Request request, Session? moving = null) => Admit(ref request, moving, isMove: true, tells: true);

    /// <summary>
    /// Charges a datagram for a session that came from an address to which the session is not bound: if the source has used up its share,
    /// to the session's share of hints.
    /// </summary>
    public Admission AdmitStray(ref Request request, Session session) => Admit(ref request, session, isMove: false, tells: true);

    /// <summary>Charges the datagram to its source, which gets no answer if it has used up its share.</summary>
    public void Charge(ref Request request) => Admit(ref request, session: null, isMove: false, tells: false);

    /// <summary>Whether an event that this datagram causes is logged; if not, the datagram is counted for a report, once.</summary>
    /// <param name="request">The datagram.</param>
    /// <param name="isViolation">True for a security event. Refusals, which anybody can cause, do not use up the share of security
    /// events.</param>
    public bool MayLog(ref Request request, bool isViolation)
    {
        ref Judgement judgement = ref request.Judgement;
        if (!(judgement.MayLog ??= HasLogShare(request)))
        {
            return false;
        }

        return isViolation
            ? judgement.LogsViolation ??= HasLogRoom(ref request, ref _violationsFullAt)
            : judgement.LogsRefusal ??= HasLogRoom(ref request, ref _refusalsFullAt);
    }

    /// <summary>Writes the oldest report that is due, as an event; false if none is.</summary>
    /// <param name="journal">Where the event is written.</param>
    /// <param name="isLast">True to write all, because the server is stopping.</param>
    public bool TryReport(ServerJournal journal, bool isLast = false)
    {
        if (_reports.TryTake(isLast ? TimeSpan.MaxValue : journal.Now, out SourceReports.Report report))
        {
            journal.Emit(new RateLimited(report.From, _options.SourceRate, report.Count));
            return true;
        }

        if (_unlogged > 0 && (isLast || journal.Now - _unloggedSince >= SourceReports.Window))
        {
            journal.Emit(new PolicyEvent(null, ReasonCode.RefusalsNotLogged, _options.RefusalLogRate, _unlogged));
            _unlogged = 0;
            return true;
        }

        return false;
    }

    private Admission Admit(ref Request request, Session? session, bool isMove, bool tells)
    {
        if (request.Judgement.Admission is { } known)
        {
            return known is Admission.Admitted ? known : Admission.RefusedSilently;
        }

        ulong source = SourceKey.Of(request.From);
        Admission admission = Admission.Admitted;
        if (
            !_share.TryTake(ref _buckets.Of(source, request.Now.Ticks).FullAt, request.Now.Ticks)
            && (session is null || !TrySpend(session, isMove, request.Now))
        )
        {
            admission = Count(source, request, tells) ? Admission.Refused : Admission.RefusedSilently;
            request.Judgement.MayLog = false;
        }

        request.Judgement.Admission = admission;
        return admission;
    }

    private bool TrySpend(Session session, bool isMove, TimeSpan now) =>
        isMove ? _sessionShare.TryTake(ref session.RequestsFullAt, now.Ticks) : session.TryTakeHint(_options.SessionHintInterval, now);

    /// <summary>Counts one for the source's report; true if the source gets an answer.</summary>
    private bool Count(ulong source, in Request request, bool tells)
    {
        Counted counted = _reports.Count(source, request.From, request.Now, tells);
        if (counted == Counted.NoRoom)
        {
            CountUnlogged(request.Now);
        }

        return counted == Counted.FirstToTell;
    }

    private bool HasLogShare(in Request request)
    {
        ulong source = SourceKey.Of(request.From);
        bool hasShare = _logShare.TryTake(ref _buckets.Of(source, request.Now.Ticks).LogFullAt, request.Now.Ticks);
        if (!hasShare)
        {
            Count(source, request, tells: false);
        }

        return hasShare;
    }

    private bool HasLogRoom(ref Request request, ref long fullAt)
    {
        bool hasRoom = _log.TryTake(ref fullAt, request.Now.Ticks);
        if (!hasRoom && !request.Judgement.IsCounted)
        {
            request.Judgement.IsCounted = true;
            CountUnlogged(request.Now);
        }

        return hasRoom;
    }

    private void CountUnlogged(TimeSpan now)
    {
        _unloggedSince = _unlogged == 0 ? now : _unloggedSince;
        _unlogged++;
    }
}
