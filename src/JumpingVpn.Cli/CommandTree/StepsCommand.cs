using System.CommandLine;
using JumpingVpn.Cli.Catalogue;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn steps</c>: every sentence that a feature file can use.</summary>
internal sealed class StepsCommand : TaughtCommand
{
    private readonly Argument<string[]> _words = new("WORD") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _steps = new("--steps")
    {
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<bool> _markdown = new("--markdown") { Arity = ArgumentArity.Zero };

    public StepsCommand()
        : base("steps", "Print every sentence that a feature file can use.")
    {
        _words.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-'))?.Value is { } word)
            {
                result.AddError(UsageError.Unknown(word, this));
            }
        });
        Add(_words);
        Add(_steps);
        Add(_markdown);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Print every sentence that a feature file can use, with its meaning and an example from the files below the directory features.

            Usage: jumpingvpn steps [WORD...] [OPTIONS]

            Arguments:
              WORD           Only sentences with all these words in their text, meaning or example.

            Options:
              --steps PATH   Also your own steps: an assembly, or the folder of its project; may be repeated.
              --markdown     Print the page docs/step-catalogue.md.
              -h, --help     This page.

            Examples:
              jumpingvpn steps rebind
              jumpingvpn steps NAT lifetime
              jumpingvpn steps --markdown > docs/step-catalogue.md

            Exit codes: 0 something was found, 1 no sentence has these words.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        string[] words = parsed.GetValue(_words) ?? [];
        return Task.FromResult(
            new StepSources(parsed.GetValue(_steps) ?? [], surroundings).Run(vocabulary =>
            {
                StepUses uses = new("features", vocabulary);
                if (parsed.GetValue(_markdown))
                {
                    surroundings.Out.Write(MarkdownCatalogue.Write(vocabulary, uses));
                    return Outcome.Success;
                }

                string page = PlainCatalogue.Write(vocabulary, uses, words);
                surroundings.Out.Write(page);
                return page.Length > 0
                    ? Outcome.Success
                    : Outcome.Failure($"no sentence has {string.Join(" and ", words.Select(static word => $"'{word}'"))}.");
            })
        );
    }
}
