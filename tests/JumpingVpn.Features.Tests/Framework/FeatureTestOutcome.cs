namespace JumpingVpn.Features.Tests.Framework;

/// <summary>How one test ended: with a failure, or without.</summary>
/// <param name="Output">What the scenario wrote.</param>
/// <param name="Failure">The message of the failure, or null.</param>
/// <param name="ExceptionType">The type to report the failure as.</param>
/// <param name="StackTrace">Where it failed: the line of the feature file, then the lines of code.</param>
internal sealed record FeatureTestOutcome(string Output, string? Failure = null, string ExceptionType = "", string StackTrace = "")
{
    public static FeatureTestOutcome Failed(string message, string exceptionType, string path, int line, string what) =>
        new(string.Empty, message, exceptionType, Frame(what, path, line));

    /// <summary>A line that test explorers recognise as a place in a file.</summary>
    public static string Frame(string what, string path, int line) => $"   at {what} in {path}:line {line}";
}
