using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Tags;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn run</c>: feature files against a carrier.</summary>
internal sealed class RunCommand : TaughtCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<IReadOnlyList<string>> _backend = ValueOption.Of("--backend", "sim|udp|all", Backends.Parse);
    private readonly Option<ulong> _seed = ValueOption.Of("--seed", "N", SeedText.Parse);
    private readonly Option<int> _seeds = ValueOption.Of("--seeds", "N", static text => CountText.Parse(text, 1_000_000));
    private readonly Option<TagExpression> _tags = ValueOption.Of("--tags", "EXPR", TagText.Parse);
    private readonly Option<Regex> _name = ValueOption.Of("--name", "REGEX", PatternText.Parse);
    private readonly Option<bool> _rerun = new("--rerun");
    private readonly Option<int> _jobs = ValueOption.Of("--jobs", "N", static text => CountText.Parse(text, 256));
    private readonly Option<bool> _failFast = new("--fail-fast");
    private readonly Option<bool> _isolate = new(ChildHost.Isolate);
    private readonly Option<bool> _quiet = new("--quiet");
    private readonly Option<bool> _dryRun = new("--dry-run");
    private readonly Option<bool> _watch = new("--watch");
    private readonly Option<bool> _traceFailures = new("--trace-failures");
    private readonly Option<string[]> _steps = new("--steps")
    {
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<string> _trace = new("--trace") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string> _pcap = new("--pcap") { HelpName = "PATH", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<ReportTarget[]> _report = new("--report")
    {
        HelpName = "FORMAT=FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ParseReports,
    };
    private readonly Option<ReportDetail> _reportDetail = ValueOption.Of("--report-detail", "failed|all|none", ParseDetail);
    private readonly Option<bool> _verify = new("--verify");
    private readonly Option<Shard> _shard = PartOptions.Shard();
    private readonly Option<string> _results = PartOptions.Results();
    private readonly Option<string[]> _merge = PartOptions.Merge();

    public RunCommand()
        : base("run", "Run feature files.")
    {
        // An unknown option would otherwise count as one more path.
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
                [
                    _backend,
                    _seed,
                    _seeds,
                    _tags,
                    _name,
                    _rerun,
                    _jobs,
                    _failFast,
                    _isolate,
                    _quiet,
                    _dryRun,
                    _watch,
                    _traceFailures,
                    _steps,
                    _trace,
                    _pcap,
                    _report,
                    _reportDetail,
                    _verify,
                    _shard,
                    _results,
                    _merge,
                ]
        )
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Run feature files and say which scenarios pass.

            Usage: jumpingvpn run [PATH...] [OPTIONS]

            Arguments:
              PATH                    A .feature file, a directory and everything below it, or FILE:LINE for the scenario, rule,
                                      Examples table or whole feature at that line.
                                      Default: the directory features.

            Which scenarios, and where:
              --backend sim|udp|all   The network: simulated, real UDP sockets on loopback, or both in turn. Default: sim.
              --seed N                The seed of everything random: decimal, or hex after 0x. Default: 1.
              --seeds N               Run each scenario with N seeds, starting from --seed. Default: 1.
              --tags EXPR             Only scenarios whose tags match: @nat, "not @slow", "@nat and (@udp-only or @smoke)".
              --name REGEX            Only scenarios whose "feature › scenario" matches.
              --rerun                 Only the scenarios that did not pass in the last run in this directory (listed in .jumpingvpn-failed).
              --steps PATH            Your own steps: an assembly, or the folder of its project, which is built first; may be repeated.
                                      A reqnroll.json with "bindingAssemblies" in this directory is read, too.

            How:
              --jobs N                Run N scenarios at once, on the simulated network; the output keeps its order. Default: 1.
              --fail-fast             Stop after the first scenario that does not pass.
              --isolate               Run each endpoint that is a shared library in its own process. If it crashes or loops, only its
                                      scenario fails.
              --quiet                 Show only the scenarios that do not pass, and the totals.
              --dry-run               Show the plan, with the time at which each step begins, and run nothing.
              --watch                 Run, then run each feature file again when it changes, until Ctrl-C.
              --verify                Prove that the runs are reproducible: every scenario twice in this process and once in a fresh one
                                      with another culture, time zone and JIT. Shows the first line of the trace that differs, if any.

            On several machines (docs/exploration.md):
              --shard I/N             Only part I of N of the seeds; the first is 1/N.
              --results FILE          Write how often each scenario passed, and each run that did not pass, as NDJSON.
              --merge FILE...         Merge the result files of the parts, in any order, and run nothing.

            Output:
              --trace-failures        For a scenario that fails, show every datagram, not only the last ones.
              --trace FILE            Write the canonical event trace, one JSON object per line, and print its hash. On any machine the
                                      same features, backend and seed give the same bytes.
              --pcap FILE             Write all datagrams as a capture for Wireshark, tshark and tcpdump: one interface for each host and
                                      each side of a NAT, virtual time, drop reasons as comments. All scenarios go into the same file;
                                      frame.interface_description names the scenario.
              --pcap FOLDER/          The same, with a file for each scenario: 002-exchange-messages.pcapng. The folder is created if it
                                      does not exist.
              --report FORMAT=FILE    Write a report; may be repeated. html=FILE: one page for people, with a ladder diagram of each
                                      scenario. junit=FILE: JUnit XML. messages=FILE: Cucumber messages. markdown=FILE: for a CI summary.
              --report-detail D       Which scenarios have pictures and attachments in html and messages: failed (up to 20 MB for those
                                      that did not pass, and the first 4 MB of the others), all, or none. Default: failed.
              -h, --help              This page.

            Examples:
              jumpingvpn run
              jumpingvpn run features/nat --report html=report.html --report junit=junit.xml
              jumpingvpn run features/nat --backend all
              jumpingvpn run my.feature:12 --seed 7
              jumpingvpn run --tags "@nat and not @slow" --trace run.jsonl
              jumpingvpn run --seeds 20 --jobs 2 --quiet
              jumpingvpn run features/nat --pcap captures/
              jumpingvpn run mine.feature --steps ../my-steps --watch

            A scenario fails if one of its claims does not hold. It is broken if it cannot be run, for example because a step names
            something that does not exist. All errors in the text are reported at once, and then nothing runs.

            Exit codes: 0 all passed, 1 a scenario failed or was not reproducible, 2 the request or a feature file is wrong or a scenario is
            broken, 130 interrupted by Ctrl-C (after the current scenario).
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        RunOptions options = OptionsOf(parsed);
        bool verify = parsed.GetValue(_verify);
        bool watch = parsed.GetValue(_watch);
        bool partial = watch || verify || options.DryRun || options.Rerun || options.FailFast;
        if (parsed.GetValue(_merge) is { Length: > 0 } files)
        {
            return Task.FromResult(
                options.Paths.Count == 0 && Options.All(option => option == _merge || option == _results || IsLeftOut(parsed, option))
                    ? RunMerge.Execute(files, options, surroundings)
                    : Outcome.Usage("--merge runs nothing: give it only with --results.")
            );
        }

        if (options.ResultsPath is not null && partial)
        {
            return Task.FromResult(
                Outcome.Usage("--results is of a whole run: give it without --watch, --verify, --dry-run, --rerun and --fail-fast.")
            );
        }

        if (!IsLeftOut(parsed, _reportDetail) && options.Reports.Count == 0)
        {
            return Task.FromResult(Outcome.Usage("--report-detail is about reports: give --report html=FILE or messages=FILE with it."));
        }

        if (options.Shard.Of > options.Seeds)
        {
            return Task.FromResult(
                Outcome.Usage($"--shard '{options.Shard}' is a part of the seeds: give --seeds {options.Shard.Of} at least.")
            );
        }

        if (verify && (watch || options.DryRun || options.Rerun || options.FailFast))
        {
            return Task.FromResult(
                Outcome.Usage("--verify compares whole runs: give it without --watch, --dry-run, --rerun and --fail-fast.")
            );
        }

        StepSources sources = new(options.Steps, surroundings) { KeepsFilesFree = watch };
        return Task.FromResult(
            watch ? WatchRun.Execute(options, sources, surroundings)
            : verify ? StepSources.Guard(() => VerifyRun.Execute(options, sources.Load, surroundings))
            : sources.Run(vocabulary => ScenarioRun.Execute(options, vocabulary, surroundings))
        );
    }

    private static bool IsLeftOut(ParseResult parsed, Option option) => parsed.GetResult(option) is not { Implicit: false };

    private RunOptions OptionsOf(ParseResult parsed)
    {
        RunOptions defaults = new();
        return new RunOptions
        {
            Paths = parsed.GetValue(_paths) ?? [],
            Backends = parsed.GetValue(_backend) ?? defaults.Backends,
            Seed = parsed.GetResult(_seed) is null ? defaults.Seed : parsed.GetValue(_seed),
            Seeds = parsed.GetResult(_seeds) is null ? defaults.Seeds : parsed.GetValue(_seeds),
            Tags = parsed.GetValue(_tags),
            Name = parsed.GetValue(_name),
            Rerun = parsed.GetValue(_rerun),
            Jobs = parsed.GetResult(_jobs) is null ? defaults.Jobs : parsed.GetValue(_jobs),
            FailFast = parsed.GetValue(_failFast),
            Isolate = parsed.GetValue(_isolate),
            Quiet = parsed.GetValue(_quiet),
            DryRun = parsed.GetValue(_dryRun),
            TraceFailures = parsed.GetValue(_traceFailures),
            Steps = parsed.GetValue(_steps) ?? [],
            TracePath = parsed.GetValue(_trace),
            CapturePath = parsed.GetValue(_pcap),
            Reports = parsed.GetValue(_report) ?? [],
            ReportDetail = parsed.GetValue(_reportDetail),
            Shard = parsed.GetResult(_shard) is null ? defaults.Shard : parsed.GetValue(_shard),
            ResultsPath = parsed.GetValue(_results),
        };
    }

    private static ReportTarget[] ParseReports(ArgumentResult result)
    {
        List<ReportTarget> targets = [];
        foreach (string word in result.Tokens.Select(static token => token.Value))
        {
            if (ReportTarget.TryParse(word, out ReportTarget? target, out string? error))
            {
                targets.Add(target);
            }
            else
            {
                result.AddError(UsageError.Sentence($"--report '{word}': {error}"));
            }
        }

        return [.. targets];
    }

    private static Parsed<ReportDetail> ParseDetail(string text) =>
        text switch
        {
            "failed" => ReportDetail.Failed,
            "all" => ReportDetail.All,
            "none" => ReportDetail.None,
            _ => Parsed<ReportDetail>.Invalid("write failed, all or none"),
        };
}
