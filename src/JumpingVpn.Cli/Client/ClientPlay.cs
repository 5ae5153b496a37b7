using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Client.Script;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Client;

/// <summary>Does the steps of a script, or of a person, with one session.</summary>
/// <param name="session">It; established.</param>
/// <param name="statistics">Counts what is done.</param>
/// <param name="clock">Waits on it.</param>
internal sealed class ClientPlay(ClientSession session, ClientStatistics statistics, TimeProvider clock)
{
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>The session that it plays with.</summary>
    public ClientSession Session => session;

    /// <summary>What it went through so far.</summary>
    public ClientStatistics Statistics => statistics;

    /// <summary>Whether one more message may wait.</summary>
    public bool HasRoom => session.Driver.Session.Inspect(static core => core.UnacknowledgedCount < core.Options.SendQueueCapacity);

    private TimeSpan Now => session.Driver.Session.Now;

    /// <summary>Does a step to its end: one with a time takes that long, and what it broke is mended then.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<PlayResult> DoAsync(ClientStep step, CancellationToken stop)
    {
        if (step.Verb == ClientVerb.Settle)
        {
            return await SettleAsync(step.Time ?? SettlePatience, stop);
        }

        PlayResult begun = Begin(step);
        if (!begun.Succeeded || step.Time is not { } time)
        {
            return begun;
        }

        bool whole = await PassAsync(time, stop);
        _ = step.Verb switch
        {
            ClientVerb.Drop => Begin(new ClientStep(ClientVerb.Restore)),
            ClientVerb.Idle => Begin(new ClientStep(ClientVerb.Wake)),
            _ => begun,
        };
        return whole ? begun : PlayResult.Failed(WhyEnded());
    }

    /// <summary>Begins a step, and waits for nothing.</summary>
    public PlayResult Begin(ClientStep step)
    {
        switch (step.Verb)
        {
            case ClientVerb.Send:
                return Send(step.Text);
            case ClientVerb.Kill:
                statistics.Broke(Now);
                session.Kill();
                return PlayResult.Done("the socket is closed; the client opens another");
            case ClientVerb.Rebind:
                statistics.Broke(Now);
                return session.TryRebind()
                    ? PlayResult.Done("the datagrams leave from another port, and the client does not know")
                    : PlayResult.Failed("there is no socket whose port could change");
            case ClientVerb.Switch:
                return Switch(step.Text);
            case ClientVerb.Drop:
                statistics.Broke(Now);
                session.SetDown(true);
                return PlayResult.Done($"the link of {session.Driver.Current} is down: everything is lost in both directions");
            case ClientVerb.Restore:
                session.SetDown(false);
                return PlayResult.Done("the link is up");
            case ClientVerb.Idle:
                session.Driver.Session.KeepsAlive = false;
                return PlayResult.Done("no keepalives: the server ends the session when its time to live is over");
            case ClientVerb.Wake:
                session.Driver.Session.KeepsAlive = true;
                return PlayResult.Done("keepalives are sent again");
            default:
                return PlayResult.Done("");
        }
    }

    /// <summary>Waits until all that was sent is acknowledged or given up.</summary>
    public async Task<PlayResult> SettleAsync(TimeSpan patience, CancellationToken stop)
    {
        long end = clock.GetTimestamp() + (long)(patience.TotalSeconds * clock.TimestampFrequency);
        while (statistics.Waiting > 0)
        {
            if (clock.GetTimestamp() >= end || !await PassAsync(Look, stop))
            {
                string count = statistics.Waiting.ToString(CultureInfo.InvariantCulture);
                string why = session.Ended.IsCompleted ? WhyEnded() : $"after {DurationText.Format(patience)}";
                return PlayResult.Failed($"messages are not acknowledged: {count}; {why}");
            }
        }

        return PlayResult.Done("everything is acknowledged");
    }

    /// <summary>Lets time pass; false if the session ended meanwhile.</summary>
    public async Task<bool> PassAsync(TimeSpan time, CancellationToken stop)
    {
        var delay = Task.Delay(time, clock, stop);
        await Task.WhenAny(delay, session.Ended);
        stop.ThrowIfCancellationRequested();
        return !session.Ended.IsCompleted;
    }

    /// <summary>Why the session is over, where it is.</summary>
    public string WhyEnded() =>
        session.Ended.IsCompletedSuccessfully ? $"the session has ended{FailureText.Why(session.Ended.Result)}" : "";

    private PlayResult Send(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        try
        {
            // Under the driver's lock, so that the answer does not overtake the note that it is awaited.
            bool taken = session.Driver.Session.Inspect(_ =>
            {
                bool sent = session.Driver.Session.TrySend(payload, out long sequence);
                if (sent)
                {
                    statistics.Sent(sequence, Now);
                }

                return sent;
            });
            return taken ? PlayResult.Done($"> {text}")
                : session.Ended.IsCompleted ? PlayResult.Failed(WhyEnded())
                : PlayResult.Failed("not sent: the queue of waiting messages is full");
        }
        catch (ArgumentException tooLong)
        {
            return PlayResult.Failed($"not sent: {tooLong.Message.Split(" (Parameter")[0].TrimEnd('.')}");
        }
        catch (ObjectDisposedException)
        {
            return PlayResult.Failed("not sent: the client is about to end");
        }
    }

    private PlayResult Switch(string name)
    {
        string[] names = [.. session.Networks];
        if (name == StepReader.Auto)
        {
            session.Pin(null);
            return PlayResult.Done("the client chooses its network itself");
        }

        if (names.Length == 1)
        {
            return PlayResult.Failed("there is only one network; add others with --network NAME=ADDRESS");
        }

        string to = name == StepReader.Next ? names[(Array.IndexOf(names, session.Driver.Current) + 1) % names.Length] : name;
        statistics.Broke(Now);
        session.Pin(to);
        return PlayResult.Done($"the network in use is {to} and there is no other; 'switch auto' lets the client choose again");
    }
}
