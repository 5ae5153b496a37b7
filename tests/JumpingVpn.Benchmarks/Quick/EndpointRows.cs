using JumpingVpn.Benchmarks.Endpoints;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>Strangers' protocols behind each door. A row whose compiler or program is missing is left out.</summary>
internal static class EndpointRows
{
    private const int Steps = 200_000;
    private const int StepsOfProcess = 5_000;
    private const int Messages = 20_000;

    /// <summary>Steps of 64 bytes, and a ping-pong over a NAT.</summary>
    public static IEnumerable<Row> All()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-guests-").FullName;
        try
        {
            foreach (Row row in Doors(folder).Concat(PingPong()))
            {
                yield return row;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Row> Doors(string folder)
    {
        (string Door, string? Program, int Steps, double Target, bool MayAllocate)[] doors =
        [
            ("WebAssembly", Guests.Source("wat/ping.wat"), Steps, 1_000_000, false),
            ("a shared library", Guests.BuildLibrary(folder), 5 * Steps, 5_000_000, false),
            (
                "a process in Python",
                Guests.IsThere("python3") ? $"python3 {Guests.Source("python/ping.py")}" : null,
                StepsOfProcess,
                7_000,
                true
            ),
            ("a process in C", Guests.BuildProcess(folder), 4 * StepsOfProcess, 40_000, true),
        ];
        foreach ((string door, string? program, int steps, double target, bool mayAllocate) in doors)
        {
            if (program is null)
            {
                continue;
            }

            using GuestLoad guest = new(program);
            yield return new Row($"steps of 64 bytes through {door}", Measure.Rate(() => guest.Run(steps)), "steps/s", target);
            if (!mayAllocate)
            {
                yield return new Row("allocated by one", Measure.Allocated(() => guest.Run(steps)), "B/step", 0, AtMost: true);
            }
        }
    }

    private static IEnumerable<Row> PingPong()
    {
        using OwnPingPong own = new();
        using GuestPingPong guests = new(Guests.Source("wat/ping.wat"));
        (double ours, double theirs) = Measure.Rates(() => own.Run(Messages), () => guests.Run(Messages), TimeSpan.FromSeconds(5));
        yield return new Row("message and acknowledgement over a NAT, our own protocol", ours, "messages/s");
        yield return new Row("message and answer over a NAT, two WebAssembly endpoints", theirs, "messages/s");
        yield return new Row("cost of the latter against the former", ours / theirs, "times", 3, AtMost: true);
    }
}
