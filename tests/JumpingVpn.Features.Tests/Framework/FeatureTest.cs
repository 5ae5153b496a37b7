using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>One test: a scenario on a backend, or something that keeps scenarios from being run.</summary>
internal sealed record FeatureTest
{
    /// <summary>The name to show.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The path below the features directory, with forward slashes.</summary>
    public required string RelativePath { get; init; }

    /// <summary>The absolute path.</summary>
    public required string FullPath { get; init; }

    /// <summary>The line in the file; the first is 1.</summary>
    public required int Line { get; init; }

    /// <summary>The name of the scenario, from which the name of the method is made.</summary>
    public required string Name { get; init; }

    /// <summary>The backend, or an empty string for none.</summary>
    public string Backend { get; init; } = string.Empty;

    /// <summary>Why it is not run, or null.</summary>
    public string? SkipReason { get; init; }

    /// <summary>What the test can be selected by.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Traits { get; init; } = [];

    /// <summary>Runs it.</summary>
    public required Func<FeatureTestOutcome> Run { get; init; }

    /// <summary>Tells tests apart, in this process and in others.</summary>
    public string Id => $"{RelativePath}|{Name}|{Backend}";

    /// <summary>The class part of the fully qualified name, e.g. <c>Features.reattach.expiry</c>.</summary>
    public string ClassName =>
        string.Join(
            '.',
            RelativePath.Replace(".feature", string.Empty, StringComparison.Ordinal).Split('/').Prepend("Features").Select(Identifier)
        );

    /// <summary>The method part of the fully qualified name, e.g. <c>The_last_tick_counts_sim</c>.</summary>
    public string MethodName => Backend.Length == 0 ? Identifier(Name) : $"{Identifier(Name)}_{Backend}";

    /// <summary>The tests that run one after the other. Those on real sockets share the machine's one loopback interface.</summary>
    public string Collection => Backend == BackendTags.Udp ? BackendTags.Udp : $"{RelativePath} {Backend}";

    private static string Identifier(string text)
    {
        char[] letters = text.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ').ToArray();
        return string.Join('_', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
