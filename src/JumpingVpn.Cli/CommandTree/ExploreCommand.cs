using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Exploring;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Features.Tags;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn explore</c>: scenarios under faults that nobody wrote.</summary>
internal sealed class ExploreCommand : TaughtCommand
{
    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(60);

    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<int> _seeds = ValueOption.Of("--seeds", "N", static text => CountText.Parse(text, int.MaxValue));
    private readonly Option<ulong> _from = ValueOption.Of("--from", "S", SeedText.Parse);
    private readonly Option<TimeSpan> _time = ValueOption.Of(
        "--time",
        "DURATION",
        static text => DurationArgument.Parse(text, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(30))
    );
    private readonly Option<int> _jobs = ValueOption.Of("--jobs", "J", static text => CountText.Parse(text, 256));
    private readonly Option<TagExpression> _tags = ValueOption.Of("--tags", "EXPR", TagText.Parse);
    private readonly Option<StrategyMix> _strategy = ValueOption.Of("--strategy", "NAME", ParseStrategy);
    private readonly Option<string> _out = new("--out") { HelpName = "DIR", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string[]> _steps = new("--steps")
    {
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public ExploreCommand()
        : base("explore", "Try to refute feature files by faults that they do not mention.")
    {
        _paths.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-'))?.Value is { } word)
            {
                result.AddError(UsageError.Unknown(word, this));
            }
        });
        Add(_paths);
        foreach (Option option in (Option[])[_seeds, _from, _time, _jobs, _tags, _strategy, _out, _steps])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Try to refute feature files: run them on the simulated network under faults that they do not mention, and hand back what
            fails as a feature file of a few steps.

            Usage: jumpingvpn explore [PATH...] [OPTIONS]

            Arguments:
              PATH              A .feature file, a directory and everything below it, or FILE:LINE. Default: the directory features.

            How long:
              --time DURATION   Until this time is over. Default: 60s, and no limit with --seeds.
              --seeds N         N plans of faults for each scenario.
              --from S          The seed of the first of them: the same seed gives the same plans. Default: 1.
              --jobs J          Run J scenarios at once. Default: as many as the machine has processors.

            What:
              --tags EXPR       Only scenarios whose tags match: @nat, "not @slow".
              --steps PATH      Steps of your own, too: an assembly, or the folder of its project; may be repeated.
              --strategy NAME   How faults are chosen. mix: swarm, exhaustive-1, guided and boundary in turn. swarm: random subsets of
                                all kinds. guided: plans that led to new states of the network are kept and changed. boundary: with
                                each datagram and when it has arrived, and at each deadline of a timer, a tick before and after it; it
                                shows what became of each place. exhaustive-1, exhaustive-2: all placements of one or two faults.
                                Default: mix.

            Output:
              --out DIR         Where findings go: NAME.feature, and NAME.decisions for jumpingvpn replay. Default: findings.
              -h, --help        This page.

            Examples:
              jumpingvpn explore
              jumpingvpn explore features/reattach --time 5min --jobs 2
              jumpingvpn explore my.feature:12 --seeds 1000 --strategy swarm

            Under faults a scenario is held to what must never happen: the invariants of the protocol, the books of the network, and
            the facts of steps that are marked as safety (docs/exploration.md). That something happens, how often, and when, holds
            only without them. Then the faults end, and every session that lives has to recover. Tag a scenario @under-faults to hold
            it to all its facts.

            Exit codes: 0 nothing was found, 1 something was, 2 the request or a feature file is wrong, 130 interrupted by Ctrl-C: what
            was found until then is kept.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        bool countsSeeds = parsed.GetResult(_seeds) is not null;
        ExploreOptions defaults = new();
        ExploreOptions options = new()
        {
            Paths = parsed.GetValue(_paths) ?? [],
            From = parsed.GetResult(_from) is null ? defaults.From : parsed.GetValue(_from),
            Seeds = countsSeeds ? parsed.GetValue(_seeds) : null,
            Time =
                parsed.GetResult(_time) is not null ? parsed.GetValue(_time)
                : countsSeeds ? null
                : DefaultTime,
            Jobs = parsed.GetResult(_jobs) is null ? Environment.ProcessorCount : parsed.GetValue(_jobs),
            Tags = parsed.GetValue(_tags),
            Strategy = parsed.GetValue(_strategy) ?? defaults.Strategy,
            Out = parsed.GetValue(_out) ?? defaults.Out,
            Steps = parsed.GetValue(_steps) ?? [],
        };
        return Task.FromResult(
            new StepSources(options.Steps, surroundings).Run(vocabulary => ExploreRun.Execute(options, vocabulary, surroundings))
        );
    }

    private static Parsed<StrategyMix> ParseStrategy(string text)
    {
        string[] names = [.. StrategyMix.All.Select(static mix => mix.Name)];
        return StrategyMix.All.FirstOrDefault(mix => mix.Name == text) is { } known
            ? known
            : Parsed<StrategyMix>.Invalid($"write {string.Join(", ", names[..^1])} or {names[^1]}");
    }
}
