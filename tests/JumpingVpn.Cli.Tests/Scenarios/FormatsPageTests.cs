using System.Text.Json;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>docs/formats.md says what the lines of a trace and of a record are.</summary>
public sealed partial class FormatsPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "formats.md")).ReplaceLineEndings("\n");

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Every_line_of_a_trace_has_the_members_of_its_row_in_their_order()
    {
        string trace = Path.Combine(_directory.Path, "trace");
        string[] folders = ["attacks", "nat", "reattach", "session"];
        string[] features = [.. folders.Select(folder => RepositoryFiles.PathOf("features", folder))];
        (int code, string output, _) = await CliCall.RunAsync(["run", .. features, "--trace", trace]);
        code.Should().Be(0, output);

        var kinds = new HashSet<string>();
        foreach (string line in File.ReadLines(trace))
        {
            using var json = JsonDocument.Parse(line);
            kinds.Add(CheckRow(json.RootElement, "what", line));
            if (json.RootElement.TryGetProperty("data", out JsonElement data))
            {
                kinds.Add(CheckRow(data, "event", line));
            }
        }

        kinds.Should().Contain(["scenario", "sent", "dropped", "event", "outcome", "TransportSwitch", "SecurityEvent", "SessionExpired"]);
    }

    [Fact]
    public void Every_event_has_a_row()
    {
        Type[] events =
        [
            .. new[] { typeof(SessionServer).Assembly, typeof(ExitCode).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IAuditEvent))),
        ];

        events.Should().HaveCountGreaterThan(20);
        events.Select(type => type.Name).Where(name => RowOf(name) is null).Should().BeEmpty();
    }

    public void Dispose() => _directory.Dispose();

    private static string CheckRow(JsonElement line, string kindMember, string whole)
    {
        string kind = line.GetProperty(kindMember).GetString()!;
        string row = RowOf(kind) ?? throw new InvalidOperationException($"docs/formats.md has no row for {kind}");
        var named = new Queue<string>(Word().Matches(row).Select(match => match.Groups[1].Value));
        IEnumerable<string> own = line.EnumerateObject().Select(member => member.Name).Where(name => name is not ("ts_ms" or "event"));
        foreach (string member in own.Where(name => name != "what" || named.Contains("what")))
        {
            while (named.Count > 0 && named.Peek() != member)
            {
                named.Dequeue();
            }

            named.Count.Should().BePositive("`{0}` should stand in its place in the row of {1}: {2}", member, kind, whole);
        }

        return kind;
    }

    /// <summary>The members that the row of a kind names.</summary>
    private static string? RowOf(string kind) =>
        Row().Matches(Page).FirstOrDefault(row => row.Groups[1].Value.Contains($"`{kind}`", StringComparison.Ordinal))?.Groups[2].Value;

    [GeneratedRegex(@"^\| ([^|]*) \| ([^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
