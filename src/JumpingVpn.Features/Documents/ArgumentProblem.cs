namespace JumpingVpn.Features.Documents;

/// <summary>Why a method cannot be called with what a step says, and where in the file that stands.</summary>
internal sealed record ArgumentProblem(string Message, int Line, int Column);
