using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Exploring;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Sharding;
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
    private readonly Option<string> _around = new("--around") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<Shard> _shard = PartOptions.Shard();
    private readonly Option<string> _results = PartOptions.Results();
    private readonly Option<string[]> _merge = PartOptions.Merge();
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
        foreach (
            Option option in (Option[])[_seeds, _from, _time, _jobs, _tags, _strategy, _out, _around, _steps, _shard, _results, _merge]
        )
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

            After a fix:
              --around FILE     Run the neighbourhood of a finding instead, NAME.feature or NAME.decisions: other seeds, shifted times,
                                neighbouring places; and say how often it still fails. Takes --seeds (of each neighbour, default 5),
                                --from and --steps beside it.

            On several machines (docs/exploration.md):
              --shard I/N       Only part I of N, with --seeds; the first is 1/N. The parts need not know of each other.
              --results FILE    Write the results as NDJSON, with --seeds: the same bytes, however many jobs and whatever the machine.
              --merge FILE...   Put the result files of the parts together, in any order, and run nothing. --results FILE then writes
                                what one run of all seeds would have written. Parts that are missing are named.

            Output:
              --out DIR         Where findings go: NAME.feature, and NAME.decisions for jumpingvpn replay. Default: findings.
              -h, --help        This page.

            Examples:
              jumpingvpn explore
              jumpingvpn explore features/reattach --time 5min --jobs 2
              jumpingvpn explore my.feature:12 --seeds 1000 --strategy swarm
              jumpingvpn explore --around findings/01-no-message-is-delivered-twice.feature
              jumpingvpn explore --seeds 100000 --shard 2/4 --results 2.ndjson
              jumpingvpn explore --merge *.ndjson --results all.ndjson

            Under faults a scenario is held to what must never happen: the invariants of the protocol, the books of the network, and
            the facts of steps that are marked as safety (docs/exploration.md). That something happens, how often, and when, holds
            only without them. Then the faults end, and every session that lives has to recover. Tag a scenario @under-faults to hold
            it to all its facts.

            Exit codes: 0 nothing was found, 1 something was, 2 the request, a feature file or a result file is wrong, a scenario cannot
            be run even without faults, or a part is missing, 130 interrupted by Ctrl-C: what was found until then is kept, and no result
            file is written.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        if (parsed.GetValue(_around) is { } file)
        {
            return Task.FromResult(ExecuteAround(file, parsed, surroundings));
        }

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
            Shard = parsed.GetResult(_shard) is null ? defaults.Shard : parsed.GetValue(_shard),
            ResultsPath = parsed.GetValue(_results),
        };
        if (parsed.GetValue(_merge) is { Length: > 0 } files)
        {
            return Task.FromResult(
                options.Paths.Count == 0 && Array.TrueForAll(Running, option => parsed.GetResult(option) is null)
                    ? ExploreMerge.Execute(files, options, surroundings)
                    : Outcome.Usage("--merge runs nothing: give it with --results and --out alone.")
            );
        }

        bool isOfSeeds = options is { Seeds: not null, Time: null };
        if (!isOfSeeds && (options.ResultsPath is not null || options.Shard != Shard.Whole))
        {
            return Task.FromResult(Outcome.Usage("--shard and --results are about a number of seeds: give --seeds N, and no --time."));
        }

        return Task.FromResult(
            new StepSources(options.Steps, surroundings).Run(vocabulary => ExploreRun.Execute(options, vocabulary, surroundings))
        );
    }

    private Option[] Running => [_seeds, _from, _time, _jobs, _tags, _strategy, _steps, _shard, _around];

    private Outcome ExecuteAround(string file, ParseResult parsed, Surroundings surroundings)
    {
        const int DefaultSeeds = 5;
        Option? other = ((Option[])[_time, _jobs, _tags, _strategy, _out, _shard, _results, _merge]).FirstOrDefault(option =>
            parsed.GetResult(option) is not null
        );
        if (other is not null || parsed.GetValue(_paths) is { Length: > 0 })
        {
            return Outcome.Usage($"{other?.Name ?? "a path"} and --around do not go together: --around runs all that is around its FILE.");
        }

        var options = new AroundOptions(
            file,
            parsed.GetResult(_seeds) is null ? DefaultSeeds : parsed.GetValue(_seeds),
            parsed.GetResult(_from) is null ? new ExploreOptions().From : parsed.GetValue(_from)
        );
        return new StepSources(parsed.GetValue(_steps) ?? [], surroundings).Run(vocabulary =>
            new AroundRun(options, vocabulary, surroundings).Execute()
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
