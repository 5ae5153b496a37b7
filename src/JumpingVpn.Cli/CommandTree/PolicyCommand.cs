using System.CommandLine;
using JumpingVpn.Cli.Catalogue;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn policy</c>: every setting there is.</summary>
internal sealed class PolicyCommand : TaughtCommand
{
    private readonly Option<bool> _markdown = new("--markdown") { Arity = ArgumentArity.Zero };

    public PolicyCommand()
        : base("policy", "Print every policy setting with its default and its range.") => Add(_markdown);

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Print every policy setting of server and client with its default, its range and its meaning.

            Usage: jumpingvpn policy [OPTIONS]

            Options:
              --markdown   Print the page docs/policy.md.
              -h, --help   This page.

            Examples:
              jumpingvpn policy | grep switch
              jumpingvpn server --bind 127.0.0.1:9999 --policy switch-cooldown=2s --policy path-validation=on
              jumpingvpn policy --markdown > docs/policy.md
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        surroundings.Out.Write(parsed.GetValue(_markdown) ? PolicyPages.Markdown() : PolicyPages.Plain());
        return Task.FromResult(Outcome.Success);
    }
}
