namespace JumpingVpn.Cli.Exploring;

/// <summary>What <c>jumpingvpn explore --around</c> was asked to do.</summary>
/// <param name="File">The feature of a finding, or its log of decisions.</param>
/// <param name="Seeds">How many seeds each neighbour is run under; the finding itself under ten times as many.</param>
/// <param name="From">The first of them.</param>
/// <param name="Isolate">Whether each endpoint of a shared library is a process of its own.</param>
internal sealed record AroundOptions(string File, int Seeds, ulong From, bool Isolate);
