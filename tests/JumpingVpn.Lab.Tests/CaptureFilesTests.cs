using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Simulated;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Lab.Tests;

public sealed class CaptureFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_path_of_a_file_takes_all_scenarios_one_after_the_other()
    {
        string path = Path.Combine(_folder, "run.pcapng");
        using (var files = CaptureFiles.Create(path))
        {
            Capture(files, "first");
            Capture(files, "second");
        }

        Encoding.UTF8.GetString(File.ReadAllBytes(path)).Should().ContainAll("scenario: first", "scenario: second");
    }

    [Theory]
    [InlineData("captures/")]
    [InlineData("captures/deep/")]
    public void A_path_of_a_folder_makes_it_and_gives_each_scenario_a_file_of_its_own(string below)
    {
        string path = Path.Combine(_folder, below);
        using (var files = CaptureFiles.Create(path))
        {
            Capture(files, "Exchange: A message (1)");
            Capture(files, "../..: \u00dcber /etc");
            Capture(files, "\u00fc");
            Capture(files, new string('n', 300));
        }

        string[] names = [.. Directory.GetFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        names
            .Should()
            .Equal("001-exchange-a-message-1.pcapng", "002-ber-etc.pcapng", "003-scenario.pcapng", $"004-{new string('n', 100)}.pcapng");
        Encoding
            .UTF8.GetString(File.ReadAllBytes(Path.Combine(path, names[0])))
            .Should()
            .Contain("Exchange: A message (1)")
            .And.NotContain("etc");
    }

    [Fact]
    public void A_folder_that_is_there_is_taken_for_one_without_a_separator_at_its_end()
    {
        using (var files = CaptureFiles.Create(_folder))
        {
            files.Begin("one");
        }

        Directory.GetFiles(_folder).Should().ContainSingle().Which.Should().EndWith("001-one.pcapng");
    }

    private static void Capture(CaptureFiles files, string scenario)
    {
        using var lab = new SimulatedLab(seed: 1, new PcapngCapture(files.Begin(scenario), scenario));
        lab.SendForged([1], TransportAddress.FromIPv4(192, 0, 2, 1, 1), TransportAddress.FromIPv4(192, 0, 2, 2, 1));
    }
}
