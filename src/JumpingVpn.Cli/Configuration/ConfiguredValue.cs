namespace JumpingVpn.Cli.Configuration;

/// <summary>A value of an option that does not stand on the command line.</summary>
/// <param name="Option">The option's name without its hyphens: <c>log-level</c>.</param>
/// <param name="Key">Where an option takes names and values, the name: <c>idle-ttl</c> of <c>policy</c>; null elsewhere.</param>
/// <param name="Text">The value.</param>
/// <param name="Source">Where it stands, for a sentence: <c>server.json: log-level</c>, <c>JUMPINGVPN_SERVER_LOG_LEVEL</c>.</param>
internal sealed record ConfiguredValue(string Option, string? Key, string Text, string Source);
