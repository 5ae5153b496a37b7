using System.Buffers;

namespace JumpingVpn.Protocol;

/// <summary>The names by which a server with a pre-shared key for each client tells them apart.</summary>
public static class ClientName
{
    /// <summary>The most characters of a name.</summary>
    public const int Longest = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    /// <summary>Whether a text may be a name: 1 to 64 ASCII letters, digits, dots, underscores and hyphens.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) => name.Length is > 0 and <= Longest && !name.ContainsAnyExcept(Allowed);

    /// <summary>Refuses what is not a name.</summary>
    /// <exception cref="ArgumentException">The text is not a name; the message has it.</exception>
    internal static void Check(string name, string member) =>
        Datagrams.OptionGuard.Refuse(
            !IsValid(name),
            $"{member} is '{name}', but it must be 1 to {Longest} letters, digits, dots, underscores or hyphens."
        );
}
