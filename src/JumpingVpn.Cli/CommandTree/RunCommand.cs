using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Gherkin.Tags;
using JumpingVpn.Gherkin.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn run</c>: feature files against a carrier.</summary>
internal sealed class RunCommand : TaughtCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<IReadOnlyList<string>> _backend = ValueOption.Of("--backend", "sim|udp|all", Backends.Parse);
    private readonly Option<ulong> _seed = ValueOption.Of("--seed", "N", SeedText.Parse);
    private readonly Option<TagExpression> _tags = ValueOption.Of("--tags", "EXPR", ParseTags);
    private readonly Option<string> _trace = new("--trace") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string> _pcap = new("--pcap") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<bool> _verify = new("--verify");

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
        Add(_backend);
        Add(_seed);
        Add(_tags);
        Add(_trace);
        Add(_pcap);
        Add(_verify);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Run feature files and say which scenarios pass.

        Usage: jumpingvpn run [PATH...] [OPTIONS]

        Arguments:
          PATH                    A .feature file, a directory with all below it, or FILE:LINE for the scenario,
                                  the rule or the whole feature that stands at that line.
                                  Default: the directory features.

        Options:
          --backend sim|udp|all   The network: simulated, real UDP sockets on loopback, or both in turn. Default: sim.
          --seed N                The seed that gives the whole world: decimal, or hex after 0x. Default: 1.
          --tags EXPR             Only scenarios whose tags match: @nat, "not @slow", "@nat and (@udp-only or @smoke)".
          --trace FILE            Write the canonical event trace, one JSON object a line, and print its hash. The same features,
                                  backend and seed give the same bytes, on any machine.
          --pcap FILE             Write what the simulated network carries as a capture for Wireshark: one interface for each host and
                                  each side of a NAT, virtual time, drop reasons as comments. Only with --backend sim.
          --verify                Prove that the runs are reproducible: every scenario twice in this process and once in a fresh one
                                  with another culture, time zone and JIT. Shows the first line of the trace that differs, if any.
          -h, --help              This page.

        Examples:
          jumpingvpn run
          jumpingvpn run features/nat --backend all
          jumpingvpn run my.feature:12 --seed 7
          jumpingvpn run --tags "@nat and not @slow" --trace run.jsonl

        Exit codes: 0 all passed, 1 a scenario failed or was not reproducible, 2 nothing was run because the request or a feature file
        is wrong, 130 interrupted by Ctrl-C (the scenario under way is finished first).
        """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        RunOptions defaults = new();
        RunOptions options = new()
        {
            Paths = parsed.GetValue(_paths) ?? [],
            Backends = parsed.GetValue(_backend) ?? defaults.Backends,
            Seed = parsed.GetResult(_seed) is null ? defaults.Seed : parsed.GetValue(_seed),
            Tags = parsed.GetValue(_tags),
            TracePath = parsed.GetValue(_trace),
            CapturePath = parsed.GetValue(_pcap),
        };
        var vocabulary = StepVocabulary.From(typeof(LabSettings).Assembly);
        return Task.FromResult(parsed.GetValue(_verify)
            ? VerifyRun.Execute(options, vocabulary, surroundings)
            : ScenarioRun.Execute(options, vocabulary, surroundings));
    }

    private static Parsed<TagExpression> ParseTags(string text) =>
        TagExpression.TryParse(text, out TagExpression? expression, out string? error) ? expression! : Parsed<TagExpression>.Invalid(error!);
}
