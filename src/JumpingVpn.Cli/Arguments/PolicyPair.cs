using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Arguments;

/// <summary>One policy setting as <c>name=value</c>.</summary>
internal static class PolicyPair
{
    /// <summary>Adds the setting.</summary>
    public static Parsed<PolicyOverrides> Add(string text, PolicyOverrides policy)
    {
        int split = text.IndexOf('=', StringComparison.Ordinal);
        return split <= 0
            ? Parsed<PolicyOverrides>.Invalid($"write name=value, for example switch-cooldown=500ms, instead of '{text}'")
            : Add(text[..split], text[(split + 1)..], policy);
    }

    /// <summary>Adds the setting; an error is a sentence without its full stop, to stand inside another.</summary>
    public static Parsed<PolicyOverrides> Add(string name, string value, PolicyOverrides policy)
    {
        if (!PolicySettings.Knows(name))
        {
            string hint = DidYouMean.Hint(name, PolicySettings.Names);
            return Parsed<PolicyOverrides>.Invalid($"There is no policy setting '{name}'{hint} 'jumpingvpn policy' lists all");
        }

        return policy.TryAdd(name, value, out PolicyOverrides added, out string? error)
            ? added
            : Parsed<PolicyOverrides>.Invalid(error!.TrimEnd('.'));
    }
}
