namespace JumpingVpn.Cli.NatBox;

/// <summary>One cell of a schedule.</summary>
/// <param name="Header">Its column; of the header itself the same as the text.</param>
/// <param name="Text">What stands in it, without blanks around it; not empty.</param>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">Where the text begins in it, from 1.</param>
internal sealed record ScheduleCell(string Header, string Text, int Line, int Column);
