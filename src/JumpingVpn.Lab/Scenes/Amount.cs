namespace JumpingVpn.Lab.Scenes;

/// <summary>A number and what it counts, as people write it: <c>1 message</c>, <c>2 messages</c>.</summary>
internal static class Amount
{
    public static string Of(long count, string one) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{count} {one}{(count == 1 ? "" : one.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s")}"
        );
}
