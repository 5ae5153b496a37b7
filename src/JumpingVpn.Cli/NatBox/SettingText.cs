using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Settings as they are written on a command line: units and blanks of the tables in feature files may be left out.</summary>
internal static class SettingText
{
    /// <summary>What every setting of a link is called where it is an option, a key or a member: <c>loss-model</c>.</summary>
    public static IReadOnlyDictionary<string, string> OfLinks { get; } = LinkSettings.Names.ToDictionary(NameOfLinkSetting);

    /// <summary>Likewise for a NAT. When it rebinds has options of its own.</summary>
    public static IReadOnlyDictionary<string, string> OfNats { get; } =
        NatSettings.Names.Where(static name => name != "rebinding").ToDictionary(NameOfNatSetting);

    /// <summary>Changes one setting of a link, by the name that it has in <see cref="OfLinks"/>.</summary>
    /// <exception cref="FormatException">The value is none, or out of range; the message says what to write.</exception>
    public static LinkOptions Apply(LinkOptions link, string name, string text) =>
        First(text, UnitOf(name), each => LinkSettings.Apply(link, OfLinks[name], each)) is var changed && changed.MtuIsSignalled
            ? throw new FormatException("real sockets cannot tell a sender that its datagram was too long: leave out that it is signalled")
            : changed;

    /// <summary>Changes one setting of a NAT, by the name that it has in <see cref="OfNats"/>.</summary>
    /// <exception cref="FormatException">The value is none, or out of range; the message says what to write.</exception>
    public static NatOptions Apply(NatOptions nat, string name, string text) =>
        First(text, UnitOf(name), each => NatSettings.Apply(nat, OfNats[name], each));

    private static string NameOfLinkSetting(string column) =>
        column switch
        {
            "duplication" => "duplicate",
            "corruption" => "corrupt",
            "reordering" => "reorder",
            _ => column.Replace(' ', '-'),
        };

    private static string NameOfNatSetting(string column) =>
        column switch
        {
            "ports" => "port-assignment",
            "limit" => "max-mappings",
            "rate limit" => "mapping-rate",
            _ => column.Replace(' ', '-'),
        };

    private static string UnitOf(string name) =>
        name switch
        {
            "mtu" or "overhead" or "burst" => " bytes",
            "mapping-rate" => " per second",
            _ => "",
        };

    /// <summary>The value of the first spelling that is understood; what is wrong with the text as it stands where none is.</summary>
    private static T First<T>(string text, string unit, Func<string, T> read)
    {
        FormatException? refusal = null;
        foreach (string spelling in Spellings(text, unit))
        {
            try
            {
                return read(spelling);
            }
            catch (FormatException exception)
            {
                refusal ??= exception;
            }
            catch (ArgumentException exception)
            {
                refusal ??= new FormatException(Clause(exception.Message));
            }
        }

        throw refusal!;
    }

    private static IEnumerable<string> Spellings(string text, string unit)
    {
        if (unit.Length > 0 && text.All(char.IsAsciiDigit))
        {
            yield return text + unit;
        }

        yield return text;
        yield return text.Replace("-and-", " and ", StringComparison.Ordinal);
        yield return text.Replace('-', ' ');
    }

    /// <summary>A sentence, without the name of a parameter that .NET puts behind it, as it stands after a colon.</summary>
    public static string Clause(string sentence)
    {
        int parameter = sentence.IndexOf(" (Parameter '", StringComparison.Ordinal);
        string text = (parameter < 0 ? sentence : sentence[..parameter]).TrimEnd('.');
        bool begins = text.Length > 1 && char.IsUpper(text[0]) && (char.IsLower(text[1]) || text[1] == ' ');
        return begins ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
