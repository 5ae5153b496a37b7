using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Client;
using JumpingVpn.Cli.Client.Carrying;
using JumpingVpn.Cli.Client.Networks;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn client</c>: a session to play with, to script, or to carry datagrams; or the
/// prototype's sequence.</summary>
internal sealed class ClientCommand : TaughtCommand
{
    private readonly Option<HostPort> _server = ValueOption.Of("--server", "HOST:PORT", ParseServer);
    private readonly Option<string[]> _networks = new("--network") { HelpName = "NAME=ADDRESS", Arity = ArgumentArity.OneOrMore };
    private readonly Option<HostPort> _listen = ValueOption.Of("--listen", "HOST:PORT", HostPort.Parse);
    private readonly Option<ForwardDelivery> _delivery = ForwardArguments.DeliveryOption();
    private readonly PlayArguments _play = new();
    private readonly SideOptions _side = new(PolicySide.Client);

    public ClientCommand()
        : base("client", "Start a session with a server: play with it, script it, or carry another program's datagrams.")
    {
        _server.Required = true;
        Add(_server);
        _play.AddTo(this);
        Add(_networks);
        Add(_listen);
        Add(_delivery);
        _side.AddTo(this);
    }

    /// <inheritdoc/>
    public override string HelpText => ClientHelp.Text;

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        if (Contradiction(parsed, surroundings) is { } contradiction)
        {
            return Outcome.Usage(contradiction);
        }

        Parsed<SideSettings> read = _side.Read(parsed, surroundings);
        if (!read.IsValid)
        {
            return Outcome.Usage(read.Error);
        }

        using SideSettings settings = read.Value;
        bool isDemo = IsDemo(parsed, surroundings);
        ClientOptions options = settings.Policy.ApplyTo(
            (isDemo ? ClientProgram.Bounds : ClientSettings.Bounds) with
            {
                Mode = settings.Secret.Mode,
                PreSharedKey = settings.Secret.PreSharedKey,
                ClientName = settings.Secret.Name,
            }
        );
        try
        {
            options.Validate();
        }
        catch (ArgumentException twoBounds)
        {
            return Outcome.Usage($"--policy: {twoBounds.Message}"); // each bound is in its range, but two do not fit together
        }

        HostPort server = parsed.GetRequiredValue(_server);
        return isDemo
            ? await ClientProgram.RunAsync(server, options, settings.Record, surroundings)
            : await HoldAsync(server, options, settings, parsed, surroundings);
    }

    private bool IsDemo(ParseResult parsed, Surroundings surroundings) =>
        parsed.GetResult(_listen) is null && (_play.IsDemo(parsed) || (_play.FirstGiven(parsed) is null && surroundings.Terminal is null));

    private string? Contradiction(ParseResult parsed, Surroundings surroundings)
    {
        bool listens = parsed.GetResult(_listen) is not null;
        string? played = _play.IsDemo(parsed) ? "--demo" : _play.FirstGivenButKillAfter(parsed);
        bool hasNetworks = parsed.GetValue(_networks) is { Length: > 0 };
        return listens && played is not null
                ? $"--listen carries other programs' datagrams, so {played} has no place; leave one of them out."
            : !listens && parsed.GetResult(_delivery) is not null ? "--delivery says how --listen delivers, but --listen is missing."
            : _play.IsDemo(parsed) && _play.FirstGiven(parsed) is { } given
                ? $"--demo says what is done, and so does {given}; leave one of them out."
            : hasNetworks && IsDemo(parsed, surroundings)
                ? "--network: the demonstration has one network; say what is to be done with several: --send, --count, --script or "
                    + "--listen."
            : null;
    }

    private async Task<Outcome> HoldAsync(
        HostPort server,
        ClientOptions options,
        SideSettings settings,
        ParseResult parsed,
        Surroundings surroundings
    )
    {
        Parsed<IReadOnlyList<TransportAddress>> addresses = await AddressLookup.ResolveAllAsync(server, surroundings.Stop);
        if (!addresses.IsValid)
        {
            return Outcome.Usage($"--server '{server}': {addresses.Error}.");
        }

        Parsed<IReadOnlyList<ClientNetwork>> networks = NetworkText.ParseAll(
            parsed.GetValue(_networks) ?? [],
            addresses.Value.All(static one => one.IsIPv4) ? true
                : addresses.Value.Any(static one => one.IsIPv4) ? null
                : false
        );
        if (!networks.IsValid)
        {
            return Outcome.Usage(networks.Error);
        }

        foreach (ClientNetwork absent in networks.Value.Where(static one => one.Address is { } own && !NetworkText.IsHere(own)))
        {
            surroundings.Warn(
                $"no interface has {absent.Address} now; {absent.Name} is used once one does. This machine has {NetworkText.WhatIsHere()}."
            );
        }

        var session = new ClientSettings(options, networks.Value);
        if (parsed.GetValue(_listen) is { } listen)
        {
            surroundings.Warn("the carried datagrams are not encrypted: anybody on the path can read them.");
            (int? messages, TimeSpan? time) = _play.KillAfter(parsed);
            return await ListenProgram.RunAsync(
                new ListenOptions(listen, parsed.GetValue(_delivery), messages, time),
                addresses.Value,
                session,
                settings.Record,
                surroundings
            );
        }

        if (_play.IsByHand(parsed, surroundings))
        {
            surroundings = surroundings.WithScreen();
        }

        Parsed<IClientRun> run = _play.Read(parsed, [.. networks.Value.Select(static one => one.Name)], surroundings);
        return run.IsValid
            ? await PlayProgram.RunAsync(run.Value, addresses.Value, session, settings.Record, surroundings)
            : Outcome.Usage(run.Error);
    }

    private static Parsed<HostPort> ParseServer(string text)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);
        return parsed.IsValid && parsed.Value.Port == 0
            ? Parsed<HostPort>.Invalid("a server has a port from 1 to 65535; take the one that its event ServerStart shows")
            : parsed;
    }
}
