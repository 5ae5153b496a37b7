using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>
/// A clock that a test moves, whose timers never fire inside the call that sets them: <see cref="FakeTimeProvider"/> runs a timer that is
/// due at once while its owner still sets it. Such a timer is due one tick later here.
/// </summary>
internal sealed class PatientTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PatientTimer(base.CreateTimer(callback, state, Later(dueTime), period));

    private static TimeSpan Later(TimeSpan dueTime) => dueTime == TimeSpan.Zero ? TimeSpan.FromTicks(1) : dueTime;

    private sealed class PatientTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Later(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
