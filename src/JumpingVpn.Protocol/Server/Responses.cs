namespace JumpingVpn.Protocol.Server;

/// <summary>What every handler responds with.</summary>
/// <param name="Journal">The time, the counters and the events.</param>
/// <param name="Refusals">How a message is refused.</param>
/// <param name="Answers">How it is answered.</param>
internal sealed record Responses(ServerJournal Journal, Refusals Refusals, AnswerWriter Answers);
