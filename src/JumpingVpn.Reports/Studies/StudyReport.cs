namespace JumpingVpn.Reports.Studies;

/// <summary>What a study found.</summary>
/// <param name="Title">What was studied.</param>
/// <param name="Version">The program that ran it.</param>
/// <param name="Command">The command line that does it again.</param>
/// <param name="Runs">Under how many seeds each case was run.</param>
/// <param name="Tables">One for each scenario outline.</param>
public sealed record StudyReport(string Title, string Version, string Command, int Runs, IReadOnlyList<StudyTable> Tables);
