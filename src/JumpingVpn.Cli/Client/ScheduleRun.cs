using System.Globalization;
using JumpingVpn.Cli.Client.Script;

namespace JumpingVpn.Cli.Client;

/// <summary>Sends a message at an interval, as often or as long as the command line says.</summary>
/// <param name="schedule">What it says.</param>
/// <param name="clock">The time.</param>
internal sealed class ScheduleRun(ClientSchedule schedule, TimeProvider clock) : IClientRun
{
    private static readonly TimeSpan WaitForRoom = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    public bool IsEndless => schedule is { Count: null, Duration: null };

    /// <inheritdoc/>
    public async Task<string?> RunAsync(ClientPlay play, CancellationToken stop)
    {
        long begin = clock.GetTimestamp();
        bool killed = false;
        for (int sent = 0; sent < (schedule.Count ?? int.MaxValue); )
        {
            TimeSpan passed = clock.GetElapsedTime(begin);
            if (passed >= schedule.Duration)
            {
                break;
            }

            if (!killed && (sent >= schedule.KillAfterMessages || passed >= schedule.KillAfter))
            {
                killed = true;
                play.Begin(new ClientStep(ClientVerb.Kill));
            }

            TimeSpan due = schedule.Interval * sent;
            if (passed >= due && !play.HasRoom)
            {
                due = passed + WaitForRoom;
            }

            if (passed >= due)
            {
                string text = schedule.Text ?? string.Create(CultureInfo.InvariantCulture, $"message {sent + 1}");
                PlayResult result = play.Begin(new ClientStep(ClientVerb.Send, text));
                if (!result.Succeeded)
                {
                    return result.Note;
                }

                sent++;
            }
            else if (!await play.PassAsync(Earliest(due, killed ? null : schedule.KillAfter, schedule.Duration) - passed, stop))
            {
                return play.WhyEnded();
            }
        }

        PlayResult settled = await play.DoAsync(new ClientStep(ClientVerb.Settle), stop);
        return settled.Succeeded ? null : settled.Note;
    }

    private static TimeSpan Earliest(TimeSpan due, params ReadOnlySpan<TimeSpan?> others)
    {
        foreach (TimeSpan? other in others)
        {
            due = other < due ? other.Value : due;
        }

        return due;
    }
}
