using System.CommandLine;
using System.Security.Cryptography;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.NatBox;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn nat</c>: a NAT and a bad network for any UDP program.</summary>
internal sealed class NatCommand : TaughtCommand
{
    private const int MostFlows = 60_000;
    private const int ShortestToken = 16;

    private readonly Option<string[]> _listen = new("--listen") { HelpName = "HOST:PORT", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _to = new("--to") { HelpName = "HOST:PORT", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _external = new("--external") { HelpName = "ADDRESS", Arity = ArgumentArity.OneOrMore };
    private readonly Option<ulong> _seed = ValueOption.Of("--seed", "N", SeedText.Parse);
    private readonly Option<int> _maxFlows = ValueOption.Of("--max-flows", "N", static text => CountText.Parse(text, MostFlows));
    private readonly Option<string> _pcap = new("--pcap") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<HostPort> _control = ValueOption.Of("--control", "HOST:PORT", HostPort.Parse);
    private readonly Option<string> _token = ValueOption.Of("--control-token-file", "FILE", ReadToken);
    private readonly Option<bool> _tcp = new("--tcp") { Arity = ArgumentArity.Zero };
    private readonly Option<bool> _events = new("--events") { Arity = ArgumentArity.Zero };
    private readonly NatModelArguments _model = new();

    public NatCommand()
        : base("nat", "Put a NAT and a bad network in front of any UDP program.")
    {
        Option[] all = [_listen, _to, _external, _seed, _maxFlows, _pcap, _control, _token, _tcp, _events];
        foreach (Option option in all)
        {
            Add(option);
        }

        _listen.Required = true;
        _to.Required = true;
        _model.AddTo(this);
    }

    /// <inheritdoc/>
    public override string HelpText => NatHelp.Text;

    /// <inheritdoc/>
    public override async Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        Parsed<IReadOnlyList<BoxPair>> pairs = Pairs(parsed.GetValue(_listen) ?? [], parsed.GetValue(_to) ?? []);
        if (!pairs.IsValid)
        {
            return Outcome.UsageClause(pairs.Error);
        }

        Parsed<BoxNetwork> network = _model.Read(parsed);
        if (!network.IsValid)
        {
            return Outcome.UsageClause(network.Error);
        }

        List<TransportAddress> external = [];
        foreach (string text in parsed.GetValue(_external) ?? [])
        {
            if (!System.Net.IPAddress.TryParse(text, out System.Net.IPAddress? address))
            {
                return Outcome.Usage($"--external '{text}': it is not an IP address; write an address of this machine, such as 127.0.0.2.");
            }

            external.Add(TransportAddress.FromEndPoint(new System.Net.IPEndPoint(address, 0)));
        }

        if (parsed.GetValue(_token) is not null && parsed.GetValue(_control) is null)
        {
            return Outcome.Usage("--control-token-file is for the control interface: give --control HOST:PORT, too.");
        }

        return await BoxProgram.RunAsync(
            new BoxOptions
            {
                Pairs = pairs.Value,
                Network = network.Value,
                Seed = parsed.GetResult(_seed) is null ? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) : parsed.GetValue(_seed),
                External = external,
                MaxFlows = parsed.GetResult(_maxFlows) is null ? 10_000 : parsed.GetValue(_maxFlows),
                PassesTcp = parsed.GetValue(_tcp),
                ShowsEvents = parsed.GetValue(_events),
                Capture = parsed.GetValue(_pcap),
                Control = parsed.GetValue(_control),
                ControlToken = parsed.GetValue(_token),
            },
            surroundings
        );
    }

    private static Parsed<IReadOnlyList<BoxPair>> Pairs(string[] listen, string[] to)
    {
        if (listen.Length != to.Length)
        {
            return Parsed<IReadOnlyList<BoxPair>>.Invalid(
                $"{listen.Length} times --listen and {to.Length} times --to do not make pairs: give each --listen a --to of its own"
            );
        }

        List<BoxPair> pairs = [];
        for (int i = 0; i < listen.Length; i++)
        {
            Parsed<HostPort> here = HostPort.Parse(listen[i]);
            Parsed<HostPort> there = HostPort.Parse(to[i]);
            if (!here.IsValid || !there.IsValid || there.Value.Port == 0)
            {
                return Parsed<IReadOnlyList<BoxPair>>.Invalid(
                    !here.IsValid ? $"--listen '{listen[i]}': {here.Error}"
                    : !there.IsValid ? $"--to '{to[i]}': {there.Error}"
                    : $"--to '{to[i]}': nothing can be sent to port 0; write the port of the server"
                );
            }

            pairs.Add(new BoxPair(here.Value, there.Value));
        }

        return new Parsed<IReadOnlyList<BoxPair>>(pairs);
    }

    private static Parsed<string> ReadToken(string path)
    {
        try
        {
            string token = File.ReadAllText(path).Trim();
            return token.Length >= ShortestToken && token.All(static letter => letter is > ' ' and < '\x7f')
                ? token
                : Parsed<string>.Invalid($"it must hold one word of at least {ShortestToken} letters and digits");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Parsed<string>.Invalid(exception.Message.TrimEnd('.'));
        }
    }
}
