using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options <c>--forward</c>, <c>--delivery</c> and <c>--insecure</c> of a server.</summary>
internal sealed class ForwardArguments
{
    private const string ForwardOption = "--forward";

    private readonly Option<HostPort> _forward = ValueOption.Of(ForwardOption, "HOST:PORT", ParseTarget);
    private readonly Option<ForwardDelivery> _delivery = DeliveryOption();
    private readonly Option<bool> _insecure = new("--insecure") { Arity = ArgumentArity.Zero };

    /// <summary>The option <c>--delivery</c>, which a client has, too.</summary>
    public static Option<ForwardDelivery> DeliveryOption() => ValueOption.Of("--delivery", "HOW", ForwardDeliveryText.Parse);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_forward);
        command.Add(_delivery);
        command.Add(_insecure);
    }

    /// <summary>Reads them, or says what is missing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mode">Where the sessions' secrets come from.</param>
    /// <param name="stop">Ends the wait for a name.</param>
    /// <returns>Null if nothing is forwarded.</returns>
    public async Task<Parsed<ForwardServerOptions?>> ReadAsync(ParseResult parsed, SessionMode mode, CancellationToken stop)
    {
        if (parsed.GetValue(_forward) is not { } target)
        {
            return parsed.GetResult(_delivery) is not null ? Invalid("--delivery says how --forward delivers, but --forward is missing.")
                : parsed.GetValue(_insecure) ? Invalid("--insecure only concerns --forward, which is missing.")
                : new Parsed<ForwardServerOptions?>(null);
        }

        if (mode != SessionMode.Psk && !parsed.GetValue(_insecure))
        {
            return Invalid(
                $"{ForwardOption} '{target}': in {mode.ToString().ToLowerInvariant()} mode anybody who reaches this server can send to "
                    + "that address through it, under this machine's name. Give both sides a key (--mode psk --psk-file FILE), or add "
                    + "--insecure where only you can reach it."
            );
        }

        Parsed<Datagrams.TransportAddress> address = await AddressLookup.ResolveAsync(target, stop);
        return address.IsValid
            ? new ForwardServerOptions { Target = address.Value, Delivery = parsed.GetValue(_delivery) }
            : Invalid($"{ForwardOption} '{target}': {address.Error}.");
    }

    private static Parsed<HostPort> ParseTarget(string text)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);
        return parsed.IsValid && parsed.Value.Port == 0 ? Parsed<HostPort>.Invalid("a service has a port from 1 to 65535") : parsed;
    }

    private static Parsed<ForwardServerOptions?> Invalid(string error) => Parsed<ForwardServerOptions?>.Invalid(error);
}
