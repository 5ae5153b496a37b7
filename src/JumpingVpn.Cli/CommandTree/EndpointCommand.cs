using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn endpoint</c>: a stranger's protocol on real sockets.</summary>
internal sealed class EndpointCommand : TaughtCommand
{
    private static readonly TimeSpan ShortestRun = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(365);

    private readonly Argument<string> _program = new("PROGRAM");
    private readonly Option<HostPort[]> _bind = new("--bind")
    {
        HelpName = "HOST:PORT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _with = new("--with") { HelpName = "TEXT" };
    private readonly Option<string[]> _tell = new("--tell") { HelpName = "LINE" };
    private readonly Option<bool> _isolate = new(ChildHost.Isolate);
    private readonly Option<bool> _lines = new(ChildHost.Option);
    private readonly Option<ulong> _seed = ValueOption.Of("--seed", "SEED", SeedText.Parse);
    private readonly Option<TimeSpan> _duration = ValueOption.Of("--duration", "DURATION", ParseDuration);

    public EndpointCommand()
        : base("endpoint", "Run your own protocol, in any language, on a real UDP socket.")
    {
        _bind.CustomParser = result =>
        {
            List<HostPort> all = [];
            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                Parsed<HostPort> parsed = HostPort.Parse(text);
                if (!parsed.IsValid)
                {
                    result.AddError($"--bind '{text}': {parsed.Error}.");
                    return [];
                }

                all.Add(parsed.Value);
            }

            return [.. all];
        };
        Add(_program);
        Add(_bind);
        Add(_with);
        Add(_tell);
        Add(_isolate);
        Add(_lines);
        Add(_seed);
        Add(_duration);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Run an endpoint, of the kind that feature files name, on real UDP sockets until Ctrl-C. What it says goes to standard
            output, one line each; lines of standard input are commands to it.

            Usage: jumpingvpn endpoint PROGRAM --bind HOST:PORT [OPTIONS]
                   jumpingvpn endpoint PROGRAM --lines

            Arguments:
              PROGRAM            A WebAssembly module (.wasm or .wat), a shared library (.so, .dylib or .dll), or a command in quotes
                                 that speaks JSON lines: "python3 ping.py".

            Options:
              --bind HOST:PORT   Its address; may be repeated. Port 0 takes any free port.
              --with TEXT        Its configuration, as text.
              --tell LINE        A command to it at the start; may be repeated.
              --seed SEED        The seed of its random bytes. Default: the system's random generator.
              --duration DURATION
                                 End after this time: 500ms, 30s, 2min. Default: at Ctrl-C.
              --isolate          Run a shared library in its own process: if it crashes or loops, only that process ends.
              --lines            No sockets: run as a child process that another host calls by lines of JSON on standard input and output.
              -h, --help         This page.

            Examples:
              jumpingvpn endpoint examples/endpoints/wat/ping.wat --bind 127.0.0.1:4000 --with listen
              jumpingvpn endpoint "python3 examples/endpoints/python/ping.py" --bind 127.0.0.1:0 --with "connect 127.0.0.1:4000" \
                --tell "send hello" --duration 2s

            See docs/endpoints.md to write one.
            Exit codes: 0 ended by Ctrl-C, SIGTERM or --duration, 1 the endpoint broke the contract or died, 2 it cannot be loaded, or an
            address cannot be served, 141 the reader of its output has gone. With --lines all of these but 141 are reported in the
            answers, and the exit code is 0 if the input has ended, 1 if an answer had "failed".
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        EndpointRequest request = new(parsed.GetRequiredValue(_program), parsed.GetValue(_bind) ?? [])
        {
            Configuration = parsed.GetValue(_with) ?? "",
            Commands = parsed.GetValue(_tell) ?? [],
            Isolate = parsed.GetValue(_isolate),
            Seed = parsed.GetResult(_seed) is null ? null : parsed.GetValue(_seed),
            Duration = parsed.GetResult(_duration) is null ? null : parsed.GetValue(_duration),
        };
        bool hasLines = parsed.GetValue(_lines);
        bool hasOthers = ((Option[])[_with, _tell, _isolate, _seed, _duration]).Any(it => parsed.GetResult(it) is { Implicit: false });
        if (hasLines == (request.Bind.Count > 0) || (hasLines && hasOthers))
        {
            return Task.FromResult(Outcome.Usage("Give --bind HOST:PORT, or --lines with no other option."));
        }

        return hasLines
            ? Task.FromResult(EndpointRun.ServeLines(request.Program, surroundings))
            : EndpointRun.RunAsync(request, surroundings);
    }

    private static Parsed<TimeSpan> ParseDuration(string text) => DurationArgument.Parse(text, ShortestRun, LongestRun);
}
