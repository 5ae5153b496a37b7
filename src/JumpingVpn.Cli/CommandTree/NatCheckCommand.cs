using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.NatCheck;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn nat-check</c>: what the NAT between here and a STUN server does; or that server.</summary>
internal sealed class NatCheckCommand : TaughtCommand
{
    private const ushort StunPort = 3478;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestResolution = TimeSpan.FromMilliseconds(100);
    private static readonly NatCheckOptions Defaults = new() { Server = default };

    private readonly Option<HostText> _server = ValueOption.Of("--server", "HOST[:PORT]", HostText.Parse);
    private readonly Option<HostText> _otherPort = ValueOption.Of("--other-port", "HOST:PORT", ParseWithPort);
    private readonly Option<HostText> _otherAddress = ValueOption.Of("--other-address", "HOST[:PORT]", HostText.Parse);
    private readonly Option<TimeSpan> _timeout = ValueOption.Of("--timeout", "DURATION", Between(ShortestTimeout, LongestTimeout));
    private readonly Option<TimeSpan> _max = ValueOption.Of("--lifetime-max", "DURATION", Between(ShortestResolution, LongestLifetime));
    private readonly Option<TimeSpan> _step = ValueOption.Of(
        "--lifetime-resolution",
        "DURATION",
        Between(ShortestResolution, LongestLifetime)
    );
    private readonly Option<bool> _serve = new("--serve") { Arity = ArgumentArity.Zero };
    private readonly Option<HostText> _alternate = ValueOption.Of("--alternate", "ADDRESS[:PORT]", HostText.Parse);
    private readonly Option<HostText> _listen = ValueOption.Of("--listen", "ADDRESS[:PORT]", HostText.Parse);
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    public NatCheckCommand()
        : base("nat-check", "Find out how the NAT between here and a STUN server behaves; or be that server.")
    {
        foreach (Option option in Asking.Append(_server).Append(_serve).Append(_alternate).Append(_listen).Append(_json))
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Find out how the NAT between here and a STUN server behaves: when a mapping is shared, who may send in, how ports are chosen,
            whether a host can reach itself from outside, how long mappings live. If it cannot find something out, it says why.

            Usage: jumpingvpn nat-check --server HOST[:PORT] [OPTIONS]
                   jumpingvpn nat-check --serve --listen ADDRESS[:PORT] [--alternate ADDRESS[:PORT]]

            Asking:
              --server HOST[:PORT]       A STUN server. Default port: 3478. To find the mapping it needs two addresses; to find
                                         filtering and lifetime it must support RFC 5780, as --serve and coturn do.
              --other-address HOST[:PORT]
                                         The server's other address, or any other STUN server. Default: what the server says.
              --other-port HOST:PORT     The server's other port. Default: what the server says. Needed through a relay ('jumpingvpn nat'),
                                         which represents only one address and port.
              --timeout DURATION         How long to wait for an answer; the request is sent three times in this time. Default: 1.5s.
                                         At least 30ms, at most 1min.
              --lifetime-max DURATION    Measure how long mappings live, up to this time. Default: not measured. At least 100ms, at most 1h.
              --lifetime-resolution DURATION
                                         The resolution: at most 256 steps. Default: 1s, or a 256th of --lifetime-max.
            Serving:
              --serve                    Be the server, until Ctrl-C: STUN (RFC 8489) with behaviour discovery (RFC 5780).
              --alternate ADDRESS[:PORT] Another address of this machine, and the other port. Default: none, and the port after --listen's.

            Both:
              --listen ADDRESS[:PORT]    Serving: the address to serve, one that clients can reach. Default port: 3478; 0 is any free one.
                                         Asking: the local address; a check uses the ports that it needs.
              --json                     One JSON object per line.
              -h, --help                 This page.

            Examples:
              jumpingvpn nat-check --server stun.example.org
              jumpingvpn nat-check --server stun.example.org --other-address stun.example.net
              jumpingvpn nat-check --server 203.0.113.10 --lifetime-max 3min --lifetime-resolution 2s
              jumpingvpn nat-check --server 203.0.113.10 --json | jq .mapping.value
              jumpingvpn nat-check --serve --listen 203.0.113.10 --alternate 203.0.113.11

            The server answers only the address that asked, and no address more than 1000 times a second. An answer is at most 92 bytes
            long, twice the shortest request on the wire.
            Exit codes: 0 the check was made (it says what is still open), or the server ended by Ctrl-C or SIGTERM, 1 nobody answers,
            2 an address or option is wrong, 130 the check was interrupted, 141 nobody reads any more.
            """;

    private Option[] Asking => [_otherPort, _otherAddress, _timeout, _max, _step];

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        try
        {
            return parsed.GetValue(_serve) ? await ServeAsync(parsed, surroundings) : await AskAsync(parsed, surroundings);
        }
        catch (ArgumentException exception)
        {
            return Outcome.Usage(exception.Message);
        }
    }

    private static Func<string, Parsed<TimeSpan>> Between(TimeSpan shortest, TimeSpan longest) =>
        text => DurationArgument.Parse(text, shortest, longest);

    private async Task<Outcome> AskAsync(ParseResult parsed, Surroundings surroundings)
    {
        if (parsed.GetResult(_alternate) is not null)
        {
            return Outcome.Usage("--alternate is the server's other address; it goes with --serve.");
        }

        if (parsed.GetResult(_server) is null)
        {
            return Outcome.Usage("give --server to ask a STUN server, or --serve to be one.");
        }

        TransportAddress? local = await FindAsync(parsed, _listen, defaultPort: 0, surroundings);
        if (local is { Port: not 0 })
        {
            return Outcome.Usage("--listen: a check needs several ports; write the address alone.");
        }

        TimeSpan? longest = parsed.GetResult(_max) is null ? null : parsed.GetValue(_max);
        TimeSpan resolution = parsed.GetResult(_step) is null ? DefaultResolution(longest) : parsed.GetValue(_step);
        if (longest is null && parsed.GetResult(_step) is not null)
        {
            return Outcome.Usage("--lifetime-resolution says how finely to measure; give --lifetime-max, too.");
        }

        if (longest / resolution > LifetimeProbe.MaxLooks)
        {
            return Outcome.Usage($"--lifetime-resolution: a search has at most {LifetimeProbe.MaxLooks} steps; write a longer time.");
        }

        TransportAddress server = (await FindAsync(parsed, _server, StunPort, surroundings))!.Value;
        TransportAddress? otherPort = await FindAsync(parsed, _otherPort, server.Port, surroundings);
        TransportAddress? otherAddress = await FindAsync(parsed, _otherAddress, StunPort, surroundings);
        if (server.Port == 0 || otherPort is { Port: 0 } || otherAddress is { Port: 0 })
        {
            return Outcome.Usage("a server has a port from 1 to 65535; use the one that it shows.");
        }

        var options = new NatCheckOptions
        {
            Server = server,
            OtherPort = otherPort,
            OtherAddress = otherAddress,
            Local = local,
            Timeout = parsed.GetResult(_timeout) is null ? Defaults.Timeout : parsed.GetValue(_timeout),
            LifetimeMax = longest,
            LifetimeResolution = resolution,
        };
        return await NatCheckProgram.RunAsync(options, parsed.GetValue(_json), surroundings);
    }

    private async Task<Outcome> ServeAsync(ParseResult parsed, Surroundings surroundings)
    {
        if (Array.Find([_server, .. Asking], option => parsed.GetResult(option) is not null) is { } stray)
        {
            return Outcome.Usage($"{stray.Name} is for asking a server; it cannot be combined with --serve.");
        }

        if (await FindAsync(parsed, _listen, StunPort, surroundings) is not { } address)
        {
            return Outcome.Usage("--serve needs --listen, the address that clients reach.");
        }

        // It tells others its addresses, so it has to know them.
        TransportAddress? alternate = await FindAsync(parsed, _alternate, defaultPort: 0, surroundings);
        return IsWildcard(address) || (alternate is { } other && (IsWildcard(other) || other.SameHost(address)))
            ? Outcome.Usage("--listen and --alternate need two different addresses that clients can reach, not 0.0.0.0 or [::].")
            : await StunServerProgram.RunAsync(address, alternate, parsed.GetValue(_json), surroundings);
    }

    private static TimeSpan DefaultResolution(TimeSpan? longest) =>
        longest is { } time && time > LifetimeProbe.MaxLooks * Defaults.LifetimeResolution
            ? time / LifetimeProbe.MaxLooks
            : Defaults.LifetimeResolution;

    private static Parsed<HostText> ParseWithPort(string text)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);
        return parsed.IsValid ? new HostText(parsed.Value, HasPort: true) : Parsed<HostText>.Invalid(parsed.Error);
    }

    private static bool IsWildcard(in TransportAddress address) =>
        address.SameHost(default) || address.SameHost(TransportAddress.FromIPv4(0, 0));

    /// <summary>The address of an option; null if it was not given.</summary>
    /// <exception cref="ArgumentException">It is a name that was not found; the message says so.</exception>
    private static async Task<TransportAddress?> FindAsync(
        ParseResult parsed,
        Option<HostText> option,
        ushort defaultPort,
        Surroundings surroundings
    )
    {
        if (parsed.GetResult(option) is null)
        {
            return null;
        }

        HostText text = parsed.GetRequiredValue(option);
        Parsed<TransportAddress> address = await AddressLookup.ResolveAsync(text.Target, surroundings.Stop);
        return address.IsValid
            ? address.Value.WithPort(text.HasPort ? text.Target.Port : defaultPort)
            : throw new ArgumentException($"{option.Name} '{text.Target.Host}': {address.Error}.");
    }
}
