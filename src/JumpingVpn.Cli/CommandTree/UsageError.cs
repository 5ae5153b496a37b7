using System.CommandLine;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>One line about a command line that cannot be run.</summary>
internal static class UsageError
{
    private const string QuoteCommand = "; a program with arguments is one word in quotes: \"python3 ping.py\".";

    /// <summary>Says what is wrong first: a word nobody knows, with the nearest known one, before anything that follows from it.</summary>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string complaint =
            parsed.UnmatchedTokens.Count > 0 ? Unknown(parsed.UnmatchedTokens[0], command) : Sentence(parsed.Errors[0].Message);
        string help = command is RootCommand ? RootHelp.Name : $"{RootHelp.Name} {command.Name}";
        return $"{complaint} See '{help} --help'.";
    }

    /// <summary>Says that <paramref name="word"/> means nothing to <paramref name="command"/>, and what would have.</summary>
    public static string Unknown(string word, Command command)
    {
        bool option = word.StartsWith('-');
        IEnumerable<string> known = option ? OptionsOf(command) : command.Subcommands.Select(static child => child.Name);
        string kind =
            option ? "unknown option"
            : command.Subcommands.Count > 0 ? "unknown command"
            : "unexpected argument";
        string hint = !option && command is EndpointCommand ? QuoteCommand : DidYouMean.Hint(word, known);
        return $"{kind} '{word}'{hint}";
    }

    /// <summary>A message with a full stop, where it does not end in one or asks something.</summary>
    public static string Sentence(string message) => message[^1] is '.' or '?' ? message : message + ".";

    private static IEnumerable<string> OptionsOf(Command command) =>
        command
            .Options.Concat(command.Parents.OfType<Command>().SelectMany(static parent => parent.Options))
            .Where(option => option.Recursive || command.Options.Contains(option))
            .SelectMany(static option => option.Aliases.Prepend(option.Name))
            .Where(static name => name.StartsWith("--", StringComparison.Ordinal));
}
