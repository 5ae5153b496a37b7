using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps.Tables;

/// <summary>What can be set of a NAT, under the names that the columns of its table have in feature files.</summary>
public static class NatSettings
{
    /// <summary>The names, in the order in which they are to be applied.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. NatRow.Settings.Select(setting => setting.Column)];

    /// <summary>Changes one setting. Whether all settings fit together, <see cref="NatOptions.Validate"/> says.</summary>
    /// <param name="nat">The NAT as it is.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">The value, as it stands in a cell of the table.</param>
    /// <exception cref="FormatException">It is not a value of that setting; the message says what to write.</exception>
    /// <exception cref="ArgumentException">It is out of range, or there is no such setting.</exception>
    public static NatOptions Apply(NatOptions nat, string name, string text)
    {
        foreach ((string column, Func<NatOptions, string, NatOptions> apply) in NatRow.Settings)
        {
            if (column == name)
            {
                return apply(nat, text);
            }
        }

        throw new ArgumentException(KnownWord.Unknown(name, "setting of a NAT", Names).Message);
    }

    /// <summary>A kind of NAT by its name.</summary>
    /// <exception cref="FormatException">There is none; the message names the nearest, and all there are.</exception>
    public static NatOptions Kind(string name) => NetworkWords.NatOf(name);
}
