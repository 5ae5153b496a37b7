using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
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
    private readonly Option<bool> _isolate = new(ChildHost.Isolate);
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
        : base("explore", "Try to break feature files with faults that they do not mention.")
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
            Option option in (Option[])
                [_seeds, _from, _time, _jobs, _isolate, _tags, _strategy, _out, _around, _steps, _shard, _results, _merge]
        )
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Try to break feature files: run them on the simulated network under faults that they do not mention. Each failure is
            written as a feature file of a few steps.

            Usage: jumpingvpn explore [PATH...] [OPTIONS]

            Arguments:
              PATH              A .feature file, a directory and everything below it, or FILE:LINE. Default: the directory features.

            How long:
              --time DURATION   Stop after this time. Default: 60s; no limit with --seeds.
              --seeds N         N plans of faults for each scenario.
              --from S          The seed of the first plan: the same seed gives the same plans. Default: 1.
              --jobs J          Run J scenarios at once. Default: the number of processors.
              --isolate         Give each endpoint of a shared library its own process: a crash or a loop in it is a finding, and the
                                rest goes on. Slower.

            What:
              --tags EXPR       Only scenarios whose tags match: @nat, "not @slow".
              --steps PATH      Also your own steps: an assembly, or the folder of its project; may be repeated.
              --strategy NAME   How faults are chosen. mix: swarm, exhaustive-1, guided and boundary in turn. swarm: random subsets of
                                all kinds. guided: plans that led to new states of the network are kept and changed. boundary: at each
                                datagram, when it has arrived, and at each deadline of a timer and a tick before and after it; prints
                                the result for each place. exhaustive-1, exhaustive-2: all placements of one or two faults.
                                Default: mix.

            After a fix:
              --around FILE     Run the neighbourhood of a finding instead, NAME.feature or NAME.decisions: other seeds, shifted times,
                                neighbouring places; and print how often it still fails. May be used with --seeds (of each neighbour,
                                default 5), --from, --steps and --isolate.

            On several machines (docs/exploration.md):
              --shard I/N       Only part I of N, with --seeds; the first is 1/N. The parts are independent of each other.
              --results FILE    Write the results as NDJSON, with --seeds: the same bytes on any machine, with any number of jobs.
              --merge FILE...   Merge the result files of the parts, in any order, and run nothing. --results FILE then writes the same
                                as one run of all seeds. Missing parts are named.

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

            Under faults only safety is checked: the invariants of the protocol, the ledger of the network, and the steps that are
            marked as safety (docs/exploration.md). Steps that say that something happens, how often, or when, are checked only
            without faults. Then the faults end, and every live session must recover. Tag a scenario @under-faults to check all its
            steps under faults.

            Exit codes: 0 nothing was found, 1 something was, 2 the request, a feature file or a result file is wrong, a part is missing,
            or a scenario cannot be run even without faults, for example because an endpoint is not built; 130 interrupted by Ctrl-C:
            findings so far are kept, and no result file is written.
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
            Isolate = parsed.GetValue(_isolate),
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
                options.Paths.Count == 0 && Array.TrueForAll(Running, option => parsed.GetResult(option) is not { Implicit: false })
                    ? ExploreMerge.Execute(files, options, surroundings)
                    : Outcome.Usage("--merge runs nothing: give it only with --results and --out.")
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

    private Option[] Running => [_seeds, _from, _time, _jobs, _isolate, _tags, _strategy, _steps, _shard, _around];

    private Outcome ExecuteAround(string file, ParseResult parsed, Surroundings surroundings)
    {
        const int DefaultSeeds = 5;
        Option? other = ((Option[])[_time, _jobs, _tags, _strategy, _out, _shard, _results, _merge]).FirstOrDefault(option =>
            parsed.GetResult(option) is { Implicit: false }
        );
        if (other is not null || parsed.GetValue(_paths) is { Length: > 0 })
        {
            return Outcome.Usage($"{other?.Name ?? "a path"} and --around do not go together: --around runs all that is around its FILE.");
        }

        var options = new AroundOptions(
            file,
            parsed.GetResult(_seeds) is null ? DefaultSeeds : parsed.GetValue(_seeds),
            parsed.GetResult(_from) is null ? new ExploreOptions().From : parsed.GetValue(_from),
            parsed.GetValue(_isolate)
        );
        return new StepSources(parsed.GetValue(_steps) ?? [], surroundings).Run(vocabulary =>
        {
            using var around = new AroundRun(options, vocabulary, surroundings);
            return around.Execute();
        });
    }

    private static Parsed<StrategyMix> ParseStrategy(string text)
    {
        string[] names = [.. StrategyMix.All.Select(static mix => mix.Name)];
        return StrategyMix.All.FirstOrDefault(mix => mix.Name == text) is { } known
            ? known
            : Parsed<StrategyMix>.Invalid($"write {string.Join(", ", names[..^1])} or {names[^1]}");
    }
}
