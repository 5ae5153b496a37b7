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
        : base("import", "Turn a capture of any UDP protocol into a feature file.")
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
            Turn a capture of any UDP protocol into a feature file. In its scenario plain hosts send the same datagrams at the same times,
            and the network delivers, delays or drops each as in the capture.

            Usage: jumpingvpn import CAPTURE [CAPTURE] [OPTIONS]

            Arguments:
              CAPTURE                A pcapng or pcap file, as tcpdump, tshark and run --pcap write them. Give two captures of the same
                                     time, from inside and outside of a NAT, in any order; or one with both sides; or one from any place.

            Options:
              --out FILE             Write the feature to this file. Default: standard output.
              --tolerance DURATION   How much a time may differ; smaller delays are left out. Default: 0s, exact to 100 ns.
              --outside ADDRESS      The capture was taken at one place and shows both sides of a NAT, and this IP address is on its
                                     outside; may be repeated. Default: inferred from the hops that datagrams have passed.
              --bytes                Write the bytes of each datagram, not only its length.
              -h, --help             This page.

            Examples:
              jumpingvpn import inside.pcap outside.pcap --out nat.feature
              jumpingvpn import call.pcapng --tolerance 1ms | less
              jumpingvpn run my.feature --pcap my.pcapng && jumpingvpn import my.pcapng --bytes

            The NAT's behaviour is inferred from the datagrams that passed it; comments say what the capture does not show. The scenario
            is run once, and its capture is compared with the original. The summary goes to standard error. See docs/import.md.

            Exit codes: 0 the scenario gives all datagrams of the capture, 1 some differ, or the feature cannot be written, 2 the request
            is wrong, or a file is not a capture.
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
