using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Importing;
using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Exploration.Importing;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn import</c>: a capture in, a feature out.</summary>
internal sealed class ImportCommand : TaughtCommand
{
    private readonly Argument<string[]> _captures = new("CAPTURE") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<TimeSpan> _tolerance = ValueOption.Of(
        "--tolerance",
        "DURATION",
        static text => DurationArgument.Parse(text, TimeSpan.Zero, TimeSpan.FromMinutes(1))
    );
    private readonly Option<bool> _bytes = new("--bytes");
    private readonly Option<TransportAddress[]> _outside = new("--outside")
    {
        HelpName = "ADDRESS",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = static result => [.. result.Tokens.Select(token => ParseAddress(token.Value, result))],
    };

    public ImportCommand()
        : base("import", "Make a feature file of a capture of any UDP protocol.")
    {
        _captures.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-'))?.Value is { } word)
            {
                result.AddError(UsageError.Unknown(word, this));
            }
        });
        Add(_captures);
        foreach (Option option in (Option[])[_out, _tolerance, _outside, _bytes])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Make a feature file of a capture of any UDP protocol: plain hosts send the same datagrams at the same times, and the network
            does to each what it did in the capture.

            Usage: jumpingvpn import CAPTURE [CAPTURE] [OPTIONS]

            Arguments:
              CAPTURE                A pcapng or pcap file, as tcpdump, tshark and run --pcap write them. Two of the same time, one of the
                                     inside and one of the outside of a NAT in any order; or one that has both; or one of any place.

            Options:
              --out FILE             Where the feature goes. Default: standard output.
              --tolerance DURATION   By how much a time may differ; delays that are smaller than this are left out. Default: 0s, exact
                                     to 100 ns.
              --outside ADDRESS      One capture at one place shows both sides of a NAT, and this IP address is on its outside; may be
                                     repeated. Default: found out by the hops that datagrams have passed.
              --bytes                Write the bytes of each datagram, not only their number.
              -h, --help             This page.

            Examples:
              jumpingvpn import inside.pcap outside.pcap --out nat.feature
              jumpingvpn import call.pcapng --tolerance 1ms | less
              jumpingvpn run my.feature --pcap my.pcapng && jumpingvpn import my.pcapng --bytes

            What the NAT does is inferred from what passed it; what the capture cannot tell is said in comments. The scenario is run once,
            and its capture compared with the first one. The summary goes to standard error. docs/import.md tells more.

            Exit codes: 0 the scenario gives the datagrams of the capture, 1 it does not in all, or it cannot be written, 2 the request is
            wrong, or a file is no capture.
            """;

    private static TransportAddress ParseAddress(string text, ArgumentResult result)
    {
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return TransportAddress.FromEndPoint(new IPEndPoint(address, 0));
        }

        result.AddError($"--outside '{text}': write an IP address, as 203.0.113.9 or 2001:db8::9.");
        return default;
    }

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        var options = new ImportOptions
        {
            Tolerance = parsed.GetValue(_tolerance),
            WithBytes = parsed.GetValue(_bytes),
            Outside = parsed.GetValue(_outside) ?? [],
        };
        return Task.FromResult(
            new StepSources([], surroundings).Run(vocabulary =>
                ImportRun.Execute(parsed.GetValue(_captures) ?? [], parsed.GetValue(_out), options, vocabulary, surroundings)
            )
        );
    }
}
