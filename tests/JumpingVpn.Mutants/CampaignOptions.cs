using System.Globalization;

namespace JumpingVpn.Mutants;

/// <summary>What a campaign was asked for.</summary>
/// <param name="Project">The project without "JumpingVpn.".</param>
/// <param name="Files">Files, or folders that end in a slash; none stands for all.</param>
/// <param name="Without">Parts of the names of tests that are left out.</param>
/// <param name="Only">Parts of the names of tests, of which each test has one; none stands for all tests.</param>
/// <param name="Sample">How many mutants of each folder to draw; 0 for all.</param>
/// <param name="Seed">What they are drawn by.</param>
/// <param name="LongestTest">Tests that compute for longer, in milliseconds, are left out.</param>
/// <param name="Again">Whether those that survived before are tried again; the others keep the fate that is on record.</param>
/// <param name="Show">Whether nothing is tried, and only what is on record is told.</param>
internal sealed record CampaignOptions(
    string Project,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Without,
    IReadOnlyList<string> Only,
    int Sample,
    int Seed,
    int LongestTest,
    bool Again,
    bool Show
)
{
    public static CampaignOptions? TryRead(string[] words)
    {
        var numbers = new Dictionary<string, int>
        {
            ["--sample"] = 0,
            ["--seed"] = 1,
            ["--longest"] = int.MaxValue,
        };
        var flags = new HashSet<string>();
        var names = new List<string>();
        for (int at = 0; at < words.Length; at++)
        {
            if (numbers.ContainsKey(words[at]))
            {
                if (at + 1 == words.Length || !int.TryParse(words[at + 1], CultureInfo.InvariantCulture, out int value) || value < 0)
                {
                    return null;
                }

                numbers[words[at++]] = value;
            }
            else if (words[at] is "--again" or "--show")
            {
                flags.Add(words[at]);
            }
            else
            {
                names.Add(words[at]);
            }
        }

        return names.Count == 0 || names[0].StartsWith('-') || names.Exists(name => name.StartsWith("--", StringComparison.Ordinal))
            ? null
            : new CampaignOptions(
                names[0],
                names.Skip(1).Where(name => name[0] is not '-' and not '+').ToList(),
                names.Where(name => name[0] == '-').Select(name => name[1..]).ToList(),
                names.Where(name => name[0] == '+').Select(name => name[1..]).ToList(),
                numbers["--sample"],
                numbers["--seed"],
                numbers["--longest"],
                flags.Contains("--again"),
                flags.Contains("--show")
            );
    }

    public static int Explain()
    {
        Console.Error.WriteLine(
            """
            Usage: PROJECT [FILE or FOLDER/ …] [-TEST …] [+TEST …] [--sample N] [--seed S] [--longest MS] [--again] [--show]
            Such as: Network Nat/NatTable.cs Impairments/. See docs/mutants.md.
            """
        );
        return 2;
    }

    /// <summary>The mutants that were asked for; of each folder a sample, where one was asked for.</summary>
    public List<Mutant> Choose(IEnumerable<Mutant> mutants)
    {
        var wanted = mutants.Where(mutant => Files.Count == 0 || Files.Any(file => Matches(mutant.File, file))).ToList();
        if (Sample == 0)
        {
            return wanted;
        }

        var chosen = new List<Mutant>();
        foreach (IGrouping<string, Mutant> folder in wanted.GroupBy(mutant => mutant.Folder).OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            Mutant[] drawn = [.. folder];
            new Random(Seed).Shuffle(drawn);
            chosen.AddRange(drawn.Take(Sample));
        }

        return chosen.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line).ToList();
    }

    public bool Takes(TestCoverage test) =>
        test.Passed
        && test.Milliseconds <= LongestTest
        && !Without.Any(part => test.Name.Contains(part, StringComparison.Ordinal))
        && (Only.Count == 0 || Only.Any(part => test.Name.Contains(part, StringComparison.Ordinal)));

    private static bool Matches(string file, string wanted) =>
        wanted.EndsWith('/')
            ? file.StartsWith(wanted, StringComparison.Ordinal)
            : file == wanted || file.EndsWith($"/{wanted}", StringComparison.Ordinal);
}
