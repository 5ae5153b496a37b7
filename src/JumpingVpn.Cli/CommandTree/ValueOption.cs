using System.CommandLine;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>Makes options whose text is read by a parser of ours, so that a complaint names the option, the text and the way out.</summary>
internal static class ValueOption
{
    /// <summary>An option with exactly one value.</summary>
    public static Option<T> Of<T>(string name, string helpName, Func<string, Parsed<T>> parse) =>
        new(name)
        {
            HelpName = helpName,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                Parsed<T> parsed = parse(text);
                if (!parsed.IsValid)
                {
                    result.AddError($"{name} '{text}': {parsed.Error}.");
                }

                return parsed.Value;
            },
        };
}
