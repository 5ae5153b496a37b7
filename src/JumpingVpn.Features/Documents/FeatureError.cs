namespace JumpingVpn.Features.Documents;

/// <summary>Something in a feature file that keeps it, or a part of it, from being run.</summary>
/// <param name="Path">The path as given to the loader.</param>
/// <param name="Line">The line, the first being 1; 0 if the file as a whole is meant.</param>
/// <param name="Column">The column, the first being 1; 0 if the whole line is meant.</param>
/// <param name="Message">What is wrong and what was expected, in plain words.</param>
public sealed record FeatureError(string Path, int Line, int Column, string Message)
{
    /// <summary>The error the way compilers show it: <c>path:line:column: message</c>.</summary>
    /// <returns>One line of text, or more if the message has more.</returns>
    public override string ToString() =>
        (Line, Column) switch
        {
            (0, _) => $"{Path}: {Message}",
            (_, 0) => $"{Path}:{Line}: {Message}",
            _ => $"{Path}:{Line}:{Column}: {Message}",
        };
}
