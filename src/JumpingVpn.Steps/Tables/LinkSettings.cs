using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Steps.Tables;

/// <summary>What can be set of a link, under the names that the columns of its table have in feature files.</summary>
public static class LinkSettings
{
    /// <summary>The names, in the order in which they are to be applied: a rate comes before what describes its queue.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LinkColumns.Settings.Select(setting => setting.Column)];

    /// <summary>Changes one setting. Whether all settings fit together, <see cref="LinkOptions.Validate"/> says.</summary>
    /// <param name="link">The link as it is.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">The value, as it stands in a cell of the table.</param>
    /// <exception cref="FormatException">It is not a value of that setting; the message says what to write.</exception>
    /// <exception cref="ArgumentException">It is out of range, or there is no such setting.</exception>
    public static LinkOptions Apply(LinkOptions link, string name, string text)
    {
        foreach ((string column, Func<LinkOptions, string, LinkOptions> apply) in LinkColumns.Settings)
        {
            if (column == name)
            {
                return apply(link, text);
            }
        }

        throw new ArgumentException(KnownWord.Unknown(name, "setting of a link", Names).Message);
    }

    /// <summary>A kind of link by its name.</summary>
    /// <exception cref="FormatException">There is none; the message names the nearest, and all there are.</exception>
    public static LinkPreset Kind(string name) => LinkWords.LinkOf(name);
}
