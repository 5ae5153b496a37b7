using System.CommandLine;
using JumpingVpn.Cli.Catalogue;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn steps</c>: every sentence that a feature file can use.</summary>
internal sealed class StepsCommand : TaughtCommand
{
    private readonly Option<bool> _markdown = new("--markdown") { Arity = ArgumentArity.Zero };

    public StepsCommand()
        : base("steps", "Print every sentence that a feature file can use.") => Add(_markdown);

    /// <inheritdoc/>
    public override string HelpText => """
        Print every sentence that a feature file can use, with what it means and, from the files below the directory features, an example.

        Usage: jumpingvpn steps [OPTIONS]

        Options:
          --markdown   Print the page docs/step-catalogue.md.
          -h, --help   This page.

        Examples:
          jumpingvpn steps | grep NAT
          jumpingvpn steps --markdown > docs/step-catalogue.md
        """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        using StepVocabulary vocabulary = SessionVocabulary.Load();
        StepUses uses = new("features", vocabulary);
        string page = parsed.GetValue(_markdown) ? MarkdownCatalogue.Write(vocabulary, uses) : PlainCatalogue.Write(vocabulary, uses);
        surroundings.Out.Write(page);
        return Task.FromResult(Outcome.Success);
    }
}
