using System.Diagnostics;
using System.Text;

namespace JumpingVpn.Simulation.Tests.Determinism;

/// <summary>Same seed, same bytes, whatever the process: and proof that the comparison sees what is not so.</summary>
public class FreshProcessTests
{
    private static readonly (string, string)[] Plain = [("DOTNET_TieredCompilation", "1"), ("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C")];

    private static readonly (string, string)[] Foreign =
    [
        ("DOTNET_TieredCompilation", "0"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_GCgen0size", "0x100000"),
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
    ];

    [Fact]
    public void Two_processes_of_other_culture_time_zone_and_JIT_write_the_same_trace_to_the_byte()
    {
        byte[] plain = Start(WorkloadProgram.Ordered, Plain);

        plain.Length.Should().BeGreaterThan(10_000);
        Start(WorkloadProgram.Ordered, Foreign).Should().Equal(plain);
        WorkloadProgram.Run(WorkloadProgram.Ordered).Should().Equal(plain);
    }

    [Fact]
    public void An_unordered_enumeration_in_a_workload_shows_between_processes_and_not_within_one()
    {
        byte[] here = WorkloadProgram.Run(WorkloadProgram.Unordered);
        WorkloadProgram.Run(WorkloadProgram.Unordered).Should().Equal(here, "one process has one seed for its string hashes");

        byte[] elsewhere = Start(WorkloadProgram.Unordered, Plain);

        // Twelve names come out in one order of half a milliard; the first that differs is the line to look at.
        elsewhere.Should().NotEqual(here);
        FirstDifference(here, elsewhere).Should().Contain("\"event\":\"sent\"").And.Contain("\"at\":\"phone");
    }

    private static string FirstDifference(byte[] one, byte[] other)
    {
        string[] lines = Encoding.UTF8.GetString(one).Split('\n');
        string[] others = Encoding.UTF8.GetString(other).Split('\n');
        return lines.Zip(others).First(pair => pair.First != pair.Second).First;
    }

    private static byte[] Start(string kind, (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "JumpingVpn.Simulation.Tests.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, kind])
        {
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output.ToArray();
    }
}
