namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>What came of one cell of the matrix.</summary>
/// <param name="Type">The type attacked.</param>
/// <param name="ToServer">True where the genuine message goes to the server.</param>
/// <param name="Manipulation">What was done to it.</param>
/// <param name="Answers">The distinct answers, in their order of first appearance.</param>
/// <param name="Damage">What an attack changed that it must not; empty where all held.</param>
internal sealed record AttackCell(
    MessageType Type,
    bool ToServer,
    Manipulation Manipulation,
    IReadOnlyList<string> Answers,
    IReadOnlyList<string> Damage
);
