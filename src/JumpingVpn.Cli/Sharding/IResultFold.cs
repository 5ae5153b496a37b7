namespace JumpingVpn.Cli.Sharding;

/// <summary>
/// Puts results together. A whole run writes its file through one, too, so that the parts of it come to the same bytes: what it holds in
/// the end depends on what was added, and not on the order.
/// </summary>
internal interface IResultFold
{
    /// <summary>The lines of the file between its first and its last, in their one order.</summary>
    IEnumerable<string> Rows { get; }

    /// <summary>Takes a line of a part.</summary>
    /// <param name="row">The line.</param>
    /// <param name="place">Where it stands, <c>file:line</c>.</param>
    /// <exception cref="ResultFileException">It is not such a line.</exception>
    void Add(string row, string place);
}
