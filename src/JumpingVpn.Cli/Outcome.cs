using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli;

/// <summary>How a command ended: an exit code and, where something is to be said, one line for standard error.</summary>
/// <param name="Code">See <see cref="ExitCode"/>.</param>
/// <param name="Message">Says what is wrong and what to do; null for silence.</param>
internal readonly record struct Outcome(int Code, string? Message)
{
    /// <summary>Done, nothing to add.</summary>
    public static Outcome Success { get; } = new(ExitCode.Success, null);

    /// <summary>It ran, and failed.</summary>
    public static Outcome Failure(string? message) => new(ExitCode.Failure, message);

    /// <summary>It was stopped from outside; without a word where nobody reads any more.</summary>
    public static Outcome Interrupted(Surroundings surroundings, string message) =>
        surroundings.ReaderGone ? new Outcome(ExitCode.ReaderGone, null) : new Outcome(ExitCode.Interrupted, message);

    /// <summary>It ended on request, or because nobody reads its events any more, which a shell is told.</summary>
    public static Outcome Stopped(Surroundings surroundings) =>
        surroundings.Stop == surroundings.Signals || !surroundings.ReaderGone ? Success : new Outcome(ExitCode.ReaderGone, null);

    /// <summary>It could not run as asked.</summary>
    public static Outcome Usage(string message) => new(ExitCode.Usage, message);

    /// <summary>The same, said by a clause that gets its full stop here unless it ends a sentence already.</summary>
    public static Outcome UsageClause(string clause) => Usage(clause is [.., '.' or '?' or '!'] ? clause : $"{clause}.");
}
