namespace JumpingVpn.Benchmarks.Quick;

/// <summary>
/// All figures that have a target, in one run of about two minutes on one core: <c>--quick</c>, or <c>--quick network</c> for
/// one group; some run only by their name. Ratios are between things measured in turns in the same run.
/// </summary>
internal static class QuickTable
{
    // Groups that take as long as all others together, or need a process for each server.
    private static readonly string[] OnlyByName = ["report", "idle-keys", "gateway", "gateway-million"];

    /// <summary>Prints the table; 0 where every target is met, 1 where one is missed, 2 for a wrong argument.</summary>
    public static int Run(IReadOnlyList<string> groups)
    {
        (string Name, Func<IEnumerable<Row>> Rows)[] all =
        [
            ("queue", NetworkRows.Queue),
            ("network", NetworkRows.Network),
            ("nat", NetworkRows.Nat),
            ("worlds", NetworkRows.Worlds),
            ("scenarios", ScenarioRows.All),
            ("explore", ExploreRows.All),
            ("cold", ColdRows.All),
            ("sockets", SocketRows.All),
            ("relay", RelayRows.All),
            ("protocol", ProtocolRows.All),
            ("keys", KeyRows.All),
            ("cost", CostRows.All),
            ("endpoints", EndpointRows.All),
            ("report", ReportRows.All),
            ("idle-keys", KeyRows.Idle),
            ("gateway", GatewayRows.All),
            ("gateway-million", GatewayRows.Million),
        ];
        if (groups.FirstOrDefault(group => Array.TrueForAll(all, known => known.Name != group)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no group \"{unknown}\"; there are {string.Join(", ", all.Select(known => known.Name))}.");
            return 2;
        }

        Console.WriteLine($"{"what", -66} {"value", 12} {"unit", -12} {"target", 12} {"ratio", 8}");
        bool met = true;
        foreach ((string name, Func<IEnumerable<Row>> rows) in all)
        {
            foreach (Row row in (groups.Count == 0 && !OnlyByName.Contains(name)) || groups.Contains(name) ? rows() : [])
            {
                Console.WriteLine(row);
                met &= row.IsMet;
            }
        }

        return met ? 0 : 1;
    }
}
