using JumpingVpn.Features.Tags;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Reads tag expressions.</summary>
internal static class TagText
{
    /// <summary>Such as <c>@nat and not @slow</c>.</summary>
    public static Parsed<TagExpression> Parse(string text) =>
        TagExpression.TryParse(text, out TagExpression? expression, out string? error)
            ? expression!
            : Parsed<TagExpression>.Invalid(error!);
}
