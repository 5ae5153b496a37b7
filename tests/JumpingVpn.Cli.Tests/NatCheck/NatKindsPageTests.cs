using System.Text.Json.Nodes;
using JumpingVpn.Cli.NatCheck;
using JumpingVpn.Cli.Tests.Reality;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Network.Nat;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.NatCheck;

/// <summary>The tables of docs/nat-check.md are what checks find today. <c>UPDATE_PAGES=1</c> writes them.</summary>
public sealed class NatKindsPageTests
{
    private static readonly string[] Questions = ["mapping", "filtering", "ports", "hairpin"];

    private static readonly (string Name, string Masquerade, string? ForIptables)[] KernelKinds =
    [
        ("masquerade", "masquerade", null),
        ("masquerade random", "masquerade random", null),
        ("masquerade fully-random", "masquerade fully-random", null),
        ("masquerade persistent", "masquerade persistent", null),
        ("masquerade, and DNAT of all UDP to one host", "masquerade", "-t nat -A PREROUTING -i out -p udp -j DNAT --to-destination {0}"),
    ];

    [Fact]
    public async Task The_table_of_our_kinds_is_what_a_check_finds()
    {
        string[] names = [.. NatPresets.Names.Where(name => NatPresets.Find(name).Translates)];

        string[] rows = await Task.WhenAll(names.Select(RowOfOursAsync));

        Expect("ours", rows);
    }

    [SkippableFact]
    public async Task The_table_of_the_kernels_kinds_is_what_a_check_finds()
    {
        Skip.If(KernelInternet.WhyUnavailable() is not null, KernelInternet.WhyUnavailable());
        await using var internet = new KernelInternet();
        internet.Namespace.Ip("address add 203.0.113.11/32 dev lo");
        string[] serve = ["nat-check", "--serve", "--listen", "203.0.113.10", "--alternate", "203.0.113.11"];
        await using CliProcess server = KernelInternet.Start(internet.Namespace, [.. CliProcess.Program, .. serve]);
        await server.Out.WaitForAsync("Answering");

        string[] rows = await Task.WhenAll(KernelKinds.Select(kind => Task.Run(() => RowOfKernelAsync(internet, kind))));

        Expect("kernel", rows);
    }

    private static async Task<string> RowOfOursAsync(string name)
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(NatPresets.Find(name));
        return Row(name, JsonNode.Parse(FindingsJson.Write(await CheckedNat.CheckAsync(nat.Options)))!);
    }

    private static async Task<string> RowOfKernelAsync(KernelInternet internet, (string Name, string Masquerade, string? ForIptables) kind)
    {
        using KernelNat nat = internet.AddNat("192.168.0");
        using var host = new NetworkNamespace();
        string address = nat.Connect(host, "eth0", metric: 100);
        nat.Translate(kind.Masquerade);
        if (kind.ForIptables is { } rule)
        {
            nat.AddRule(string.Format(System.Globalization.CultureInfo.InvariantCulture, rule, address));
        }

        await using CliProcess check = KernelInternet.Start(
            host,
            [.. CliProcess.Program, "nat-check", "--server", "203.0.113.10", "--json"]
        );
        (await check.ExitAsync()).Should().Be(0, check.Error.Text);
        return Row(kind.Name, JsonNode.Parse(check.Out.Text)!);
    }

    private static string Row(string name, JsonNode found) =>
        $"| {name} | {string.Join(" | ", Questions.Select(question => Cell(found[question]!)))} | {found["known_as"]?.ToString() ?? "–"} |";

    private static string Cell(JsonNode finding) =>
        finding["value"]?.ToString()
        ?? finding["possible"]!.AsArray() switch
        {
            { Count: 0 } => "unknown",
            var possible => string.Join(" or ", possible.Select(value => value!.ToString())),
        };

    private static void Expect(string table, string[] rows)
    {
        string path = RepositoryFiles.PathOf("docs", "nat-check.md");
        string begin = $"<!-- {table} -->\n";
        string page = File.ReadAllText(path);
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = page.IndexOf("\n<!-- end -->", from, StringComparison.Ordinal);
        string[] whole = [$"| NAT | {string.Join(" | ", Questions)} | known as |", "|---|---|---|---|---|---|", .. rows];
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            File.WriteAllText(path, $"{page[..from]}{string.Join('\n', whole)}{page[to..]}");
        }
        else
        {
            page[from..to].Split('\n').Should().Equal(whole);
        }
    }
}
