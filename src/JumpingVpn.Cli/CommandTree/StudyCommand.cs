using System.CommandLine;
using System.CommandLine.Parsing;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Studying;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Tags;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn study</c>: how often scenarios hold, and how long they wait, over many seeds.</summary>
internal sealed class StudyCommand : TaughtCommand
{
    private readonly Argument<string[]> _paths = new("PLAN") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<int> _seeds = ValueOption.Of("--seeds", "N", static text => CountText.Parse(text, 1_000_000));
    private readonly Option<ulong> _from = ValueOption.Of("--from", "S", SeedText.Parse);
    private readonly Option<int> _jobs = ValueOption.Of("--jobs", "J", static text => CountText.Parse(text, 256));
    private readonly Option<bool> _isolate = new(ChildHost.Isolate);
    private readonly Option<TagExpression> _tags = ValueOption.Of("--tags", "EXPR", TagText.Parse);
    private readonly Option<string[]> _steps = Many<string>("--steps", "PATH");
    private readonly Option<StudyTarget[]> _report = Many<StudyTarget>("--report", "FORMAT=FILE");
    private readonly Option<Shard> _shard = PartOptions.Shard();
    private readonly Option<string> _results = PartOptions.Results();
    private readonly Option<string[]> _merge = PartOptions.Merge();

    public StudyCommand()
        : base("study", "Measure over many seeds how often scenarios hold, and how long they wait.")
    {
        _paths.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-'))?.Value is { } word)
            {
                result.AddError(UsageError.Unknown(word, this));
            }
        });
        _report.CustomParser = ParseReports;
        Add(_paths);
        foreach (Option option in (Option[])[_seeds, _from, _jobs, _isolate, _tags, _steps, _report, _shard, _results, _merge])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Measure on the simulated network how often the scenarios of a plan hold, and how long they wait: tables, or a page of curves.

            Usage: jumpingvpn study PLAN... [OPTIONS]

            Arguments:
              PLAN                  A .feature file, a directory and everything below it, or FILE:LINE. Each row of Examples is a case;
                                    with the tag @every-combination a cell may list values: | 20 ms, 100 ms | 0 %, 5 % |

            How much:
              --seeds N             Run each case with N seeds. Default: 400; below 368 the 99th percentile has no upper bound.
              --from S              The first seed. Default: 1.
              --jobs J              Run J at once; the results are the same. Default: the number of processors.
              --isolate             Give each endpoint of a shared library its own process: if it ends its process, the run does not
                                    hold, and the rest goes on. Slower.
              --tags EXPR           Only scenarios whose tags match: @nat, "not @slow".
              --steps PATH          Also your own steps: an assembly, or the folder of its project; may be repeated.

            On several machines (docs/exploration.md):
              --shard I/N           Only part I of N of the seeds; the first is 1/N. The parts are independent of each other.
              --merge FILE...       Merge the result files of the parts, in any order, and run nothing.

            Output:
              --report FORMAT=FILE  Write a report; may be repeated. html=FILE: a page of curves. markdown=FILE, csv=FILE: tables.
                                    Without --report and --results, the tables are printed as Markdown.
              --results FILE        Write each run as NDJSON.
              -h, --help            This page.

            Examples:
              jumpingvpn study studies/recovery.feature --report html=study.html
              jumpingvpn study my.feature:12 --seeds 2000 --report csv=study.csv
              jumpingvpn study --merge 1.ndjson 2.ndjson --report markdown=study.md

            A run holds if all claims of its scenario hold. The time is that of the first Then that waits, for example
            "phone" gets data through again within 60 s: the virtual time until it holds. A run that does not hold counts as longer than
            any other. The same plan and seeds give the same bytes, with any number of jobs (docs/study.md).

            Exit codes: 0 measured, 2 the request, the plan or a result file is wrong or a part is missing, 130 interrupted by Ctrl-C.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        StudyOptions defaults = new();
        StudyOptions options = new()
        {
            Paths = parsed.GetValue(_paths) ?? [],
            From = parsed.GetResult(_from) is null ? defaults.From : parsed.GetValue(_from),
            Seeds = parsed.GetResult(_seeds) is null ? defaults.Seeds : parsed.GetValue(_seeds),
            Jobs = parsed.GetResult(_jobs) is null ? Environment.ProcessorCount : parsed.GetValue(_jobs),
            Isolate = parsed.GetValue(_isolate),
            Tags = parsed.GetValue(_tags),
            Steps = parsed.GetValue(_steps) ?? [],
            Reports = parsed.GetValue(_report) ?? [],
            Shard = parsed.GetResult(_shard) is null ? defaults.Shard : parsed.GetValue(_shard),
            ResultsPath = parsed.GetValue(_results),
        };
        if (WrittenTwice(options) is { } twice)
        {
            return Task.FromResult(Outcome.Usage($"'{twice}' would be overwritten: give each report and the results their own file."));
        }

        bool merges = parsed.GetValue(_merge) is { Length: > 0 };
        bool runs = options.Paths.Count > 0 || Array.Exists(Running, option => parsed.GetResult(option) is { Implicit: false });
        return Task.FromResult(
            merges && runs ? Outcome.Usage("--merge runs nothing: give it only with --report and --results.")
            : merges ? StudyMerge.Execute(parsed.GetValue(_merge)!, options, surroundings)
            : options.Paths.Count == 0 ? Outcome.Usage("name a plan: a feature file, e.g. studies/recovery.feature.")
            : options.Shard != Shard.Whole && options.ResultsPath is null
                ? Outcome.Usage("a part alone says little: give --results FILE, and merge the parts.")
            : new StepSources(options.Steps, surroundings).Run(vocabulary => StudyRun.Execute(options, vocabulary, surroundings))
        );
    }

    /// <summary>A file that is a plan and an output, or two outputs; null for none.</summary>
    private static string? WrittenTwice(StudyOptions options)
    {
        IEnumerable<string> outputs = options.Reports.Select(static target => target.Path).Concat(options.ResultsPath is { } r ? [r] : []);
        HashSet<string> taken = [.. options.Paths.Select(Path.GetFullPath)];
        return outputs.FirstOrDefault(path => !taken.Add(Path.GetFullPath(path)));
    }

    private Option[] Running => [_seeds, _from, _jobs, _isolate, _tags, _steps, _shard];

    private static Option<T[]> Many<T>(string name, string helpName) =>
        new(name)
        {
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    private static StudyTarget[] ParseReports(ArgumentResult result)
    {
        List<StudyTarget> targets = [];
        foreach (string word in result.Tokens.Select(static token => token.Value))
        {
            Parsed<StudyTarget> parsed = StudyTarget.Parse(word);
            if (parsed.IsValid)
            {
                targets.Add(parsed.Value);
            }
            else
            {
                result.AddError($"--report '{word}': {parsed.Error}.");
            }
        }

        return [.. targets];
    }
}
