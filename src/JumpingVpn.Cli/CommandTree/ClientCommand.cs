using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn client</c>: the prototype's client.</summary>
internal sealed class ClientCommand : TaughtCommand
{
    private readonly Option<HostPort> _server = ValueOption.Of("--server", "HOST:PORT", ParseServer);
    private readonly SideOptions _side = new(PolicySide.Client);

    public ClientCommand()
        : base("client", "Run the demonstration against a server: exchange data, lose the socket, reattach, go on.")
    {
        _server.Required = true;
        Add(_server);
        _side.AddTo(this);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Run the demonstration against a server: start a session, exchange 3 messages, close the socket, open a new one, reattach with a
            proof, exchange 3 more. Each event is one JSON object a line on standard output.

            Usage: jumpingvpn client --server HOST:PORT [OPTIONS]

            Options:
              --server HOST:PORT   The server: an IPv4 address, an IPv6 address in brackets, or a name, and the port. Required.
              --policy NAME=VALUE  Set a bound, as often as there are bounds to set; 'jumpingvpn policy' lists them all.
              --policy-file FILE   Read bounds from a file: lines of NAME=VALUE, or a JSON object. --policy counts before it.
              --mode MODE          Where the session's secret comes from: demo, psk or ephemeral, as the server. Default: demo.
              --psk-file PATH      The file with the key for psk mode, at least 16 bytes; or the variable JUMPINGVPN_PSK holds it.
              --psk-name NAME      Whose key it is, where the server has one for each client (its --psk-clients).
              --log-level LEVEL    The lowest level that is shown: debug, info, warning or error. debug shows each acknowledged message.
                                   Default: info.
              --log-format FORMAT  How standard output is written: text or json. Default: text on a terminal, json elsewhere.
              --log-file FILE      Write the events to a file, too. At 64 MiB the next is begun (name_001.log …); 10 are kept.
              -h, --help           This page.

            Examples:
              jumpingvpn client --server 127.0.0.1:9999
              jumpingvpn client --server [::1]:9999
              jumpingvpn client --server 127.0.0.1:9999 --log-level debug
              jumpingvpn client --server localhost:9999 --policy handshake-attempts=10
              jumpingvpn client --server 127.0.0.1:9999 --mode psk --psk-file psk.txt

            Exit codes: 0 all was exchanged (or Ctrl-C), 1 the server did not answer or refused, or the events cannot be written,
            2 the address or a bound is wrong, or the key or the log file cannot be used, 141 nobody reads the events any more and
            there is no log file.
            """;

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        Parsed<SideSettings> read = _side.Read(parsed, surroundings);
        if (!read.IsValid)
        {
            return Outcome.Usage(read.Error);
        }

        using SideSettings settings = read.Value;
        ClientOptions options = settings.Policy.ApplyTo(
            ClientProgram.Bounds with
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
        catch (ArgumentException contradiction)
        {
            return Outcome.Usage($"--policy: {contradiction.Message}"); // each bound is in its range, but two do not fit together
        }

        return await ClientProgram.RunAsync(parsed.GetRequiredValue(_server), options, settings.Record, surroundings);
    }

    private static Parsed<HostPort> ParseServer(string text)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);
        return parsed.IsValid && parsed.Value.Port == 0
            ? Parsed<HostPort>.Invalid("a server has a port from 1 to 65535; take the one that its event ServerStart shows")
            : parsed;
    }
}
