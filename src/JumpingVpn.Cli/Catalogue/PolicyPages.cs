using System.Globalization;
using System.Text;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Catalogue;

/// <summary>All policy settings, for a terminal and as the page <c>docs/policy.md</c>.</summary>
internal static class PolicyPages
{
    /// <summary>A setting a block: its name, default and range, then what it means.</summary>
    public static string Plain()
    {
        var text = new StringBuilder();
        foreach (PolicySetting setting in PolicySettings.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{setting.QualifiedName} = {WithUnit(setting)}  ({setting.Range})\n");
            text.Append("    ").Append(setting.Summary).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A table a side.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder(
            """
            # Policy

            Every bound of server and client is a setting. In code it is a property of `ServerOptions` or `ClientOptions` with the same name
            (`idle-ttl` is `IdleTtl`); on the command line it is `--policy idle-ttl=5s`, once for each setting, or a line `idle-ttl=5s` of a
            `--policy-file`, which may also be a JSON object; in a feature file it is a row of a table:

            ```gherkin
            Given the policy:
              | setting         | value |
              | switch-cooldown | 2 s   |
              | path-validation | on    |
            ```

            A name that both sides have sets both in a feature file; `server.idle-ttl` and `client.idle-ttl` set one.
            The settings of roaming are for a client with several networks: in code they are `RoamingOptions`, and the command line cannot
            set them. This page is generated:
            `dotnet run --project src/JumpingVpn.Cli -- policy --markdown > docs/policy.md`

            """.ReplaceLineEndings("\n")
        );
        foreach (PolicySide side in Enum.GetValues<PolicySide>())
        {
            text.Append("\n## ").Append(side).Append("\n\n| setting | default | allowed | meaning |\n|---|---|---|---|\n");
            foreach (PolicySetting setting in PolicySettings.All.Where(setting => setting.Side == side))
            {
                text.Append("| `")
                    .Append(setting.Name)
                    .Append("` | ")
                    .AppendJoin(" | ", WithUnit(setting), setting.Range, setting.Summary)
                    .Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string WithUnit(PolicySetting setting) =>
        setting.Unit.Length == 0 ? setting.Default : $"{setting.Default} {setting.Unit}";
}
