namespace JumpingVpn.Exploration.Importing;

/// <summary>One row of the table of datagrams.</summary>
/// <param name="Journey">What it represents.</param>
/// <param name="At">When, counted from the first row.</param>
/// <param name="From">The sending socket.</param>
/// <param name="To">The socket that is meant.</param>
/// <param name="SeenIn">The number of the row in which its address was seen; null if the sender knows it.</param>
internal sealed record DatagramLine(Journey Journey, TimeSpan At, string From, string To, int? SeenIn);
