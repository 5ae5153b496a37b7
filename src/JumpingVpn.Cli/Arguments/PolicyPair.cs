using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Arguments;

/// <summary>One policy setting as <c>name=value</c>.</summary>
internal static class PolicyPair
{
    /// <summary>Adds the setting.</summary>
    public static Parsed<PolicyOverrides> Add(string text, PolicyOverrides policy)
    {
        int split = text.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
        {
            return Parsed<PolicyOverrides>.Invalid($"write name=value, for example switch-cooldown=500ms, instead of '{text}'");
        }

        return policy.TryAdd(text[..split].Trim(), text[(split + 1)..].Trim(), out PolicyOverrides added, out string? error)
            ? added
            : Parsed<PolicyOverrides>.Invalid(Clause(error!));
    }

    /// <summary>A sentence without its full stop, to stand inside another.</summary>
    public static string Clause(string sentence) => sentence.TrimEnd('.');
}
