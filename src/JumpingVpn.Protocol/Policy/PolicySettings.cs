using System.Text;

namespace JumpingVpn.Protocol.Policy;

/// <summary>
/// All settings of all sides, in the order of the documentation. Range checks, command line, feature files and <c>docs/policy.md</c> all
/// come from here: whoever adds an option adds one row.
/// </summary>
public static class PolicySettings
{
    /// <summary>All, the server's first.</summary>
    public static IReadOnlyList<PolicySetting> All { get; } =
    [.. ServerPolicy.Settings, .. ClientPolicy.Settings, .. RoamingPolicy.Settings];

    /// <summary>The names of all, each once, without their sides.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(setting => setting.Name).Distinct()];

    /// <summary>True if a setting has this name, with or without its side.</summary>
    public static bool Knows(string name) => All.Any(setting => setting.IsCalled(name));

    /// <summary>Checks all options of one side.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    internal static void Validate<TOptions>(PolicySetting<TOptions>[] settings, TOptions options)
        where TOptions : new()
    {
        foreach (PolicySetting<TOptions> setting in settings)
        {
            setting.Validate(options);
        }
    }

    /// <summary>The option's name in code: <c>IdleTtl</c> for <c>idle-ttl</c>. A share says there in what it is counted.</summary>
    internal static string PropertyOf(PolicySetting setting)
    {
        var property = new StringBuilder(setting.Name.Length);
        foreach (string word in setting.Name.Split('-'))
        {
            property.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return property.Append(setting.Kind is ShareKind ? "PartsPerMillion" : "").ToString();
    }
}
