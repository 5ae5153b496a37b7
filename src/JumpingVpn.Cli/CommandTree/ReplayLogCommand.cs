using System.CommandLine;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Exploring;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn replay</c>: a finding of an exploration once more, choice by choice.</summary>
internal sealed class ReplayLogCommand : TaughtCommand
{
    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string[]> _steps = new("--steps")
    {
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _isolate = new(ChildHost.Isolate);

    public ReplayLogCommand()
        : base("replay", "Repeat a finding of explore from its log of decisions.")
    {
        Add(_file);
        Add(_steps);
        Add(_isolate);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Repeat a finding of explore from its log of decisions, choice by choice. If the code has changed, it stops at the first choice
            that differs, and shows both sides.

            Usage: jumpingvpn replay FILE [OPTIONS]

            Arguments:
              FILE           NAME.decisions, as explore wrote it. The feature file must still be in its place.

            Options:
              --steps PATH   Your own steps, as you gave them to explore; may be repeated.
              --isolate      Give each endpoint of a shared library its own process, which it may end.
              -h, --help     This page.

            Examples:
              jumpingvpn replay findings/01-no-message-is-delivered-twice.decisions

            Exit codes: 0 the scenario passes now, 1 it fails, or a choice differs, 2 the log is for another version or another feature,
            or the scenario cannot be run.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings) =>
        Task.FromResult(
            new StepSources(parsed.GetValue(_steps) ?? [], surroundings).Run(vocabulary =>
                DecisionReplay.Execute(parsed.GetValue(_file)!, parsed.GetValue(_isolate), vocabulary, surroundings)
            )
        );
}
