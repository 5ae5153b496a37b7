using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.NatBox;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options that say what a NAT and its link do to datagrams: one for each setting, those of
/// the link also for one way.</summary>
internal sealed class NatModelArguments
{
    private static readonly TimeSpan ShortestRebinding = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRebinding = TimeSpan.FromDays(1);

    private readonly Option<string> _feature = Text("--from-feature", "FILE:LINE");
    private readonly Option<string> _node = Text("--from-node", "NAME");
    private readonly Option<string> _preset = Text("--preset", "KIND");
    private readonly Option<string> _link = Text("--link", "KIND");
    private readonly Option<string> _schedule = Text("--schedule", "FILE");
    private readonly Option<TimeSpan> _rebindEvery = ValueOption.Of(
        "--rebind-every",
        "TIME",
        static text => DurationArgument.Parse(text, ShortestRebinding, LongestRebinding)
    );
    private readonly Option<int> _rebindAfter = ValueOption.Of("--rebind-after", "N", static text => CountText.Parse(text, int.MaxValue));
    private readonly Option<NatRebindingKind> _rebindKind = ValueOption.Of("--rebind-kind", "WHAT", KindOf);
    private readonly Option<bool> _rebindOnExpiry = new("--rebind-on-expiry") { Arity = ArgumentArity.Zero };
    private readonly Dictionary<string, Option<string>> _nat;
    private readonly Dictionary<string, Option<string>> _both;
    private readonly Dictionary<string, Option<string>> _up;
    private readonly Dictionary<string, Option<string>> _down;

    public NatModelArguments()
    {
        _nat = SettingText.OfNats.Keys.ToDictionary(name => name, name => Text($"--{name}", "VALUE"));
        _both = SettingText.OfLinks.Keys.ToDictionary(name => name, name => Text($"--{name}", "VALUE"));
        _up = SettingText.OfLinks.Keys.ToDictionary(name => name, name => Text($"--up-{name}", "VALUE"));
        _down = SettingText.OfLinks.Keys.ToDictionary(name => name, name => Text($"--down-{name}", "VALUE"));
    }

    /// <summary>Reads what is to be rebound.</summary>
    public static Parsed<NatRebindingKind> KindOf(string text) =>
        text switch
        {
            "port" => NatRebindingKind.Port,
            "address" => NatRebindingKind.Address,
            "both" => NatRebindingKind.PortAndAddress,
            _ => Parsed<NatRebindingKind>.Invalid("write port, address or both"),
        };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_feature, _node, _preset, _link, _schedule, _rebindEvery, _rebindAfter, _rebindKind, _rebindOnExpiry];
        foreach (Option option in all.Concat(_nat.Values).Concat(_both.Values).Concat(_up.Values).Concat(_down.Values))
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them all: first the network of a scenario, then the kinds, then single settings, and those of one way last.</summary>
    public Parsed<BoxNetwork> Read(ParseResult parsed)
    {
        Parsed<BoxNetwork> beginning = Beginning(parsed);
        if (!beginning.IsValid)
        {
            return beginning;
        }

        BoxNetwork network = beginning.Value;
        string option = "";
        try
        {
            network = Kinds(network, parsed, ref option);
            network = network with { Nat = Settings(network.Nat, _nat, parsed, SettingText.Apply, ref option) };
            network = network with { Nat = Rebinding(network.Nat, parsed) };
            network = network with { Up = Settings(network.Up, _both, parsed, SettingText.Apply, ref option) };
            network = network with { Down = Settings(network.Down, _both, parsed, SettingText.Apply, ref option) };
            network = network with { Up = Settings(network.Up, _up, parsed, SettingText.Apply, ref option) };
            network = network with { Down = Settings(network.Down, _down, parsed, SettingText.Apply, ref option) };
            option = "";
            network.Nat.Validate();
            network.Up.Validate();
            network.Down.Validate();
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            return Parsed<BoxNetwork>.Invalid(option.Length > 0 ? $"{option}: {SettingText.Clause(refusal.Message)}" : Plain(refusal));
        }

        return parsed.GetValue(_schedule) is { } file ? ScheduleFile.Read(file, network) : network;
    }

    private Parsed<BoxNetwork> Beginning(ParseResult parsed)
    {
        string? node = parsed.GetValue(_node);
        if (parsed.GetValue(_feature) is not { } place)
        {
            return node is null
                ? new BoxNetwork()
                : Parsed<BoxNetwork>.Invalid("--from-node says whose network of a scenario it is: give --from-feature FILE:LINE, too");
        }

        Parsed<BoxNetwork> network = FeatureNetwork.Read(place, node);
        return network.IsValid ? network : Parsed<BoxNetwork>.Invalid($"--from-feature '{place}': {network.Error}");
    }

    private static string Plain(Exception refusal) => SettingText.Clause(refusal.Message);

    private BoxNetwork Kinds(BoxNetwork network, ParseResult parsed, ref string option)
    {
        if (parsed.GetValue(_preset) is { } kind)
        {
            option = $"--preset '{kind}'";
            network = network with { Nat = NatSettings.Kind(kind) };
        }

        if (parsed.GetValue(_link) is { } link)
        {
            option = $"--link '{link}'";
            LinkPreset preset = LinkSettings.Kind(link);
            network = network with { Up = preset.Up, Down = preset.Down, UpSchedule = preset.Schedule, DownSchedule = preset.Schedule };
        }

        return network;
    }

    private static T Settings<T>(
        T all,
        Dictionary<string, Option<string>> options,
        ParseResult parsed,
        Func<T, string, string, T> apply,
        ref string current
    )
    {
        foreach ((string name, Option<string> option) in options)
        {
            if (parsed.GetValue(option) is { } text)
            {
                current = $"{option.Name} '{text}'";
                all = apply(all, name, text);
            }
        }

        return all;
    }

    private NatOptions Rebinding(NatOptions nat, ParseResult parsed)
    {
        bool every = parsed.GetResult(_rebindEvery) is not null;
        bool after = parsed.GetResult(_rebindAfter) is not null;
        bool onExpiry = parsed.GetValue(_rebindOnExpiry);
        return every || after || onExpiry
                ? nat with
                {
                    Rebinding = new NatRebindingRules
                    {
                        Kind = parsed.GetValue(_rebindKind),
                        Every = every ? parsed.GetValue(_rebindEvery) : null,
                        AfterDatagrams = after ? parsed.GetValue(_rebindAfter) : null,
                        OnExpiry = onExpiry,
                    },
                }
            : parsed.GetResult(_rebindKind) is null ? nat
            : throw new ArgumentException("--rebind-kind says what changes, but not when: give --rebind-every or --rebind-after.");
    }

    private static Option<string> Text(string name, string helpName) => new(name) { HelpName = helpName, Arity = ArgumentArity.ExactlyOne };
}
