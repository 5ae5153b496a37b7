using JumpingVpn.TestSupport;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>Each probe has the same answer on the simulated network and over real sockets, or stands in docs/socket-parity.md with
/// both and the reason.</summary>
public sealed class SocketParityTests
{
    private static readonly Dictionary<string, (string Sim, string Udp)> Differences = ReadPage();

    public static TheoryData<string> Probes => [.. ParityProbes.Names];

    [Theory]
    [MemberData(nameof(Probes))]
    public void A_probe_has_the_answers_that_the_page_says(string probe)
    {
        string sim = ParityProbes.Ask(probe, "sim");
        string udp = ParityProbes.Ask(probe, "udp");

        if (Differences.TryGetValue(probe, out (string Sim, string Udp) different))
        {
            (sim, udp).Should().Be(different, "the table says so");
        }
        else
        {
            sim.Should().Be(udp, "what differs stands in the table");
        }
    }

    [Fact]
    public void There_are_forty_probes_and_every_row_of_the_table_is_one_of_them_with_a_difference()
    {
        ParityProbes.Names.Should().HaveCountGreaterThanOrEqualTo(40).And.OnlyHaveUniqueItems();
        Differences.Keys.Should().BeSubsetOf(ParityProbes.Names);
        Differences.Values.Should().OnlyContain(row => row.Sim != row.Udp);
    }

    /// <summary>Rows of four cells: the probe, its answer on either carrier, the reason.</summary>
    private static Dictionary<string, (string Sim, string Udp)> ReadPage() =>
        File.ReadLines(RepositoryFiles.PathOf("docs", "socket-parity.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 4 && cells[0] != "probe" && cells[3].Length > 0)
            .ToDictionary(cells => cells[0], cells => (cells[1].Trim('`'), cells[2].Trim('`')));
}
