using System.Diagnostics;
using System.Globalization;

namespace JumpingVpn.Features.Running;

/// <summary>What to tell of an exception: its message, and for one of a user's own code the place that threw it.</summary>
internal static class ThrownWords
{
    private const string Ours = "JumpingVpn.";

    /// <summary>One line or more.</summary>
    public static string Of(Exception exception)
    {
        string words = string.IsNullOrWhiteSpace(exception.Message) ? $"{exception.GetType().Name} without a message" : exception.Message;
        return PlaceOf(exception) is { } place ? $"{words}\n(thrown {place})" : words;
    }

    // An assertion says what is wrong where the feature stands; the line of code matters where a step itself has a slip.
    private static string? PlaceOf(Exception exception)
    {
        StackFrame? thrower = new StackTrace(exception, fNeedFileInfo: true)
            .GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() is not null);
        if (
            thrower?.GetMethod() is not { DeclaringType: { } type } method
            || (type.Namespace ?? string.Empty).StartsWith(Ours, StringComparison.Ordinal)
        )
        {
            return null;
        }

        string? file = Path.GetFileName(thrower.GetFileName());
        return string.Create(CultureInfo.InvariantCulture, $"by {type.Name}.{method.Name}, {file}:{thrower.GetFileLineNumber()}");
    }
}
