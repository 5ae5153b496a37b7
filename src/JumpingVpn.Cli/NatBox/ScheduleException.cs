namespace JumpingVpn.Cli.NatBox;

/// <summary>What is wrong with a cell of a schedule.</summary>
/// <param name="cell">The cell.</param>
/// <param name="message">What is wrong.</param>
internal sealed class ScheduleException(ScheduleCell cell, string message) : Exception(message)
{
    /// <summary>The cell.</summary>
    public ScheduleCell Cell => cell;
}
