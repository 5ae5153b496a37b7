namespace JumpingVpn.Cli.NatBox;

/// <summary>One phase as it stands in a schedule.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Cells">The cells that are not empty.</param>
internal sealed record ScheduleRow(int Line, IReadOnlyList<ScheduleCell> Cells)
{
    /// <summary>The cell of a column; null if it is empty, or where there is no such column.</summary>
    public ScheduleCell? Find(string column) => Cells.FirstOrDefault(cell => cell.Header == column);
}
