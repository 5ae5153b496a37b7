namespace JumpingVpn.Cli.Client.Script;

/// <summary>One thing to do with a session.</summary>
/// <param name="Verb">What.</param>
/// <param name="Text">What is sent, or the network to go to; empty for none.</param>
/// <param name="Time">For how long; null if it is not said.</param>
internal sealed record ClientStep(ClientVerb Verb, string Text = "", TimeSpan? Time = null);
