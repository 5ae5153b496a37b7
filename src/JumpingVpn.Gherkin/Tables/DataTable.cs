namespace JumpingVpn.Gherkin;

/// <summary>The table below a step: a header and its rows.</summary>
/// <param name="header">The names of the columns, at least one.</param>
public sealed class DataTable(params string[] header) : Table(header);
