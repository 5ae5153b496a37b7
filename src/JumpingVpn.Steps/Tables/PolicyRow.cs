using JumpingVpn.Features.Wording;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of the policy.</summary>
/// <param name="Setting">The setting, with its side or without.</param>
/// <param name="Value">Its value as text, in its range.</param>
public sealed record PolicyRow(string Setting, string Value)
{
    private static readonly string[] Columns = ["setting", "value"];

    internal static IReadOnlyList<PolicyRow> Read(DataTable table) => TypedTable.Read(table, "the policy", Columns, Columns, Read);

    private static PolicyRow Read(TypedRow row)
    {
        string setting = row.Need("setting", "a setting");
        string value = row.Need("value", "a value");
        if (setting.Length > 0 && !PolicySettings.Knows(setting))
        {
            IEnumerable<string> names = setting.Contains('.', StringComparison.Ordinal)
                ? PolicySettings.All.Select(known => known.QualifiedName)
                : PolicySettings.Names;
            row.Refuse($"there is no policy setting `{setting}`{KnownWord.Hint(setting, names, "docs/policy.md")}", "setting");
        }
        else if (setting.Length > 0 && value.Length > 0 && !PolicyOverrides.None.TryAdd(setting, value, out _, out string? error))
        {
            PolicySetting known = PolicySettings.All.First(each => each.Name == setting || each.QualifiedName == setting);
            row.Refuse($"{error!.TrimEnd('.')}{Suggestion.Among(value, known.Range.Split(", "))}", "value");
        }

        return new PolicyRow(setting, value);
    }
}
