using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Client.Script;

/// <summary>Reads what is to be done with a session: a word, and what it needs.</summary>
internal static class StepReader
{
    /// <summary>Goes to the network after the present one.</summary>
    public const string Next = "next";

    /// <summary>Lets the client choose its network again.</summary>
    public const string Auto = "auto";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly Dictionary<string, ClientVerb> Verbs = Enum.GetValues<ClientVerb>()
        .ToDictionary(static verb => Word(verb), static verb => verb);

    /// <summary>The words, in the order of the manual.</summary>
    public static IEnumerable<string> Words => Enum.GetValues<ClientVerb>().Select(Word);

    /// <summary>Reads a line that is neither empty nor a comment.</summary>
    /// <param name="line">Without its line end; blanks around it do not count.</param>
    /// <param name="networks">The names that <c>switch</c> may say.</param>
    /// <param name="column">Where what is wrong begins, from 1.</param>
    public static Parsed<ClientStep> Read(string line, IEnumerable<string> networks, out int column)
    {
        string text = line.TrimStart();
        column = line.Length - text.Length + 1;
        string word = text.Split((char[])[' ', '\t'], 2)[0];
        if (!Verbs.TryGetValue(word, out ClientVerb verb))
        {
            return Invalid($"'{word}' is not a command of the client{Hint(word, Words)}");
        }

        string rest = text[word.Length..];
        string argument = rest.Trim();
        column += word.Length + rest.Length - rest.TrimStart().Length;
        return verb switch
        {
            ClientVerb.Send => argument.Length == 0
                ? Invalid("give the text to send, for example: send hello")
                : new ClientStep(verb, rest.Length > 1 && rest[^1] == '\r' ? rest[1..^1] : rest[1..]),
            ClientVerb.Switch => ReadSwitch(argument, networks),
            ClientVerb.Wait when argument.Length == 0 => Invalid("give a time, for example: wait 2s"),
            ClientVerb.Wait or ClientVerb.Settle or ClientVerb.Drop or ClientVerb.Idle => ReadTime(verb, argument),
            _ when argument.Length > 0 => Invalid($"'{word}' takes no argument, but '{argument}' follows"),
            _ => new ClientStep(verb),
        };
    }

    /// <summary>The word for a verb.</summary>
    public static string Word(ClientVerb verb) => verb.ToString().ToLowerInvariant();

    private static Parsed<ClientStep> ReadSwitch(string name, IEnumerable<string> networks)
    {
        string[] known = [Next, Auto, .. networks];
        string hint = Hint(name, known);
        return name.Length == 0 || known.Contains(name) ? new ClientStep(ClientVerb.Switch, name.Length == 0 ? Next : name)
            : hint.Length > 0 ? Invalid($"there is no network '{name}'{hint}")
            : Invalid($"there is no network '{name}'; add it with --network {name}=ADDRESS");
    }

    /// <summary>What may have been meant; empty if nothing is near.</summary>
    private static string Hint(string word, IEnumerable<string> known) => DidYouMean.Hint(word, known).TrimEnd('.');

    private static Parsed<ClientStep> ReadTime(ClientVerb verb, string text)
    {
        if (text.Length == 0)
        {
            return new ClientStep(verb);
        }

        Parsed<TimeSpan> time = DurationArgument.Parse(text, Shortest, Longest);
        return time.IsValid ? new ClientStep(verb, Time: time.Value) : Invalid($"'{text}': {time.Error}");
    }

    private static Parsed<ClientStep> Invalid(string error) => Parsed<ClientStep>.Invalid(error);
}
