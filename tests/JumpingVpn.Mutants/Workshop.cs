using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JumpingVpn.Mutants;

/// <summary>
/// A copy of the tree outside of it, with the mutated assembly of one project. Stryker compiles all mutants into one assembly;
/// that takes minutes and is done again only when the project's sources have changed.
/// </summary>
internal sealed class Workshop
{
    private readonly string _root;
    private readonly string _copy;
    private readonly string _project;

    public Workshop(string project)
    {
        _root = Path.TrimEndingDirectorySeparator(Shell.Run(".", "git", "rev-parse", "--show-toplevel").Trim());
        string place = Environment.GetEnvironmentVariable("JUMPINGVPN_MUTANTS") ?? Path.GetTempPath();
        _copy = Path.Combine(place, $"mutants-{Path.GetFileName(_root)}", "tree");
        _project = $"JumpingVpn.{project}";
        Store = Path.Combine(place, $"mutants-{Path.GetFileName(_root)}", project);
        Directory.CreateDirectory(Store);
    }

    /// <summary>Where results are kept.</summary>
    public string Store { get; }

    /// <summary>The assembly with the tests, beside a <see cref="MutatedAssembly"/>.</summary>
    public string TestAssembly => Path.Combine(RunFolder, $"{_project}.Tests.dll");

    public string MutatedAssembly => Path.Combine(RunFolder, $"{_project}.dll");

    private string TestFolder => Path.Combine(_copy, "tests", $"{_project}.Tests");

    /// <summary>Within the tree, because some tests look for its root from where they stand.</summary>
    private string RunFolder => Path.Combine(TestFolder, "bin", "Mutants", "net10.0");

    private string BuiltFolder => Path.Combine(TestFolder, "bin", "Debug", "net10.0");

    /// <summary>Brings the copy up to date, mutates the project if it has changed, and builds the tests.</summary>
    public IReadOnlyList<Mutant> Prepare()
    {
        bool hasChanged = CopyTree();
        string stamp = Path.Combine(Store, "stamp");
        string now = Stamp();
        if (!File.Exists(stamp) || File.ReadAllText(stamp) != now)
        {
            Mutate();
            File.WriteAllText(stamp, now);
            hasChanged = true;
        }

        if (!hasChanged && File.Exists(MutatedAssembly))
        {
            return ReadMutants();
        }

        Shell.Run(TestFolder, "dotnet", "build", "--nologo", "-v", "quiet");
        if (Directory.Exists(RunFolder))
        {
            Directory.Delete(RunFolder, recursive: true);
        }

        CopyFolder(BuiltFolder, RunFolder);
        File.Copy(Path.Combine(Store, "mutated.dll"), MutatedAssembly, overwrite: true);
        return ReadMutants();
    }

    /// <summary>Starts the process that carries out a plan, or notes what each test reaches, for the plan "-".</summary>
    public Process StartWorker(string plan, IReadOnlyList<string> only) =>
        Shell.Start(Store, "dotnet", [typeof(Workshop).Assembly.Location, "worker", TestAssembly, MutatedAssembly, plan, .. only]);

    /// <summary>Tells the tests and the mutants of this time from those of another.</summary>
    public string AssembliesDigest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(RunFolder, "JumpingVpn.*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }

    /// <summary>The mutants of this project that docs/mutants-equivalent.md lists.</summary>
    public IReadOnlySet<string> ReadEquivalents() => EquivalentsPage.Read(Path.Combine(_root, "docs", "mutants-equivalent.md"));

    /// <summary>Copies what differs.</summary>
    /// <returns>Whether anything did.</returns>
    private bool CopyTree()
    {
        bool hasChanged = false;
        var wanted = new HashSet<string>(Shell.Run(_root, "git", "ls-files", "-co", "--exclude-standard").Split('\n'));
        foreach (string file in wanted.Where(file => file.Length > 0 && File.Exists(Path.Combine(_root, file))))
        {
            string from = Path.Combine(_root, file);
            string to = Path.Combine(_copy, file);
            if (!File.Exists(to) || !File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
                File.SetLastWriteTimeUtc(to, DateTime.UtcNow);
                hasChanged = true;
            }
        }

        foreach (string file in Directory.EnumerateFiles(_copy, "*.cs", SearchOption.AllDirectories).ToList())
        {
            string name = Path.GetRelativePath(_copy, file).Replace('\\', '/');
            if (!name.Contains("/obj/", StringComparison.Ordinal) && !File.Exists(Path.Combine(_root, name)))
            {
                File.Delete(file);
                hasChanged = true;
            }
        }

        return hasChanged;
    }

    /// <summary>Tells whether the project or what it stands on has changed.</summary>
    private string Stamp()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string folder in new[] { "JumpingVpn.Datagrams", "JumpingVpn.Network", _project }.Distinct())
        {
            string sources = Path.Combine(_copy, "src", folder);
            foreach (string file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (!file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                {
                    hash.AppendData(File.ReadAllBytes(file));
                }
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>
    /// Stryker would put each mutant to the tests itself, in seconds each. Here it only compiles: it is to try no more than the first
    /// character of each file, which it looks at after it has compiled, and the mutated assembly is taken from under its hands,
    /// before it puts the original back.
    /// </summary>
    private void Mutate()
    {
        Console.Error.WriteLine($"Stryker compiles the mutants of {_project}: minutes.");
        Shell.Run(_copy, "dotnet", "tool", "restore");
        // Its analysis asks `dotnet --info`, and gives up after seconds on a busy machine.
        Environment.SetEnvironmentVariable("DOTNET_INFO_WAIT_TIME", "300000");
        string original = Path.Combine(BuiltFolder, $"{_project}.dll.stryker-unchanged");
        string assembly = Path.Combine(BuiltFolder, $"{_project}.dll");
        string reports = Path.Combine(Store, "stryker");
        if (File.Exists(original))
        {
            // From an earlier run.
            File.Delete(original);
        }

        using Process stryker = Shell.Start(
            TestFolder,
            "dotnet",
            [
                "stryker",
                "--project",
                $"{_project}.csproj",
                "--concurrency",
                "1",
                "--skip-version-check",
                "--reporter",
                "json",
                "--output",
                reports,
                "--test-case-filter",
                $"FullyQualifiedName~{OneTest()}",
                "--mutate",
                "**/*.cs{0..1}",
            ]
        );
        Task<string> output = stryker.StandardOutput.ReadToEndAsync();
        long taken = 0;
        while (!stryker.WaitForExit(100))
        {
            // The original is set aside first; what differs from it then is the mutated one, once it is written whole.
            if (File.Exists(original) && new FileInfo(assembly) is { Exists: true } file && file.Length > new FileInfo(original).Length)
            {
                if (file.Length != taken)
                {
                    taken = file.Length;
                    File.Copy(assembly, Path.Combine(Store, "mutated.dll"), overwrite: true);
                }
            }
        }

        if (stryker.ExitCode != 0 || taken == 0)
        {
            throw new InvalidOperationException($"Stryker failed:\n{output.Result}");
        }
    }

    /// <summary>A test that reaches little, for Stryker to be content with.</summary>
    private string OneTest() =>
        _project switch
        {
            "JumpingVpn.Network" => "DatagramLedgerTests.A_drop_without_a_reason_is_refused",
            "JumpingVpn.Simulation" => "SampleDocumentTests.Every_line_of_code",
            "JumpingVpn.Protocol" => "SessionIdTests.Anything_else_is_no_id",
            _ => throw new ArgumentException($"{_project} is not prepared for mutants: name one of its tests in {nameof(OneTest)}."),
        };

    /// <summary>The mutants that compile, as Stryker's report has them.</summary>
    public List<Mutant> ReadMutants()
    {
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Store, "stryker", "reports", "mutation-report.json")));
        var mutants = new List<Mutant>();
        foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            string path = file.Name.Replace('\\', '/');
            string name = path[(path.LastIndexOf($"/{_project}/", StringComparison.Ordinal) + _project.Length + 2)..];
            string text = file.Value.GetProperty("source").GetString()!;
            string version = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
            string[] source = text.Split('\n');
            foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                if (mutant.GetProperty("status").GetString() == "CompileError")
                {
                    continue;
                }

                (int line, int column) = Place(mutant.GetProperty("location").GetProperty("start"));
                (int lastLine, int lastColumn) = Place(mutant.GetProperty("location").GetProperty("end"));
                string original =
                    line == lastLine ? source[line - 1][(column - 1)..(lastColumn - 1)] : source[line - 1][(column - 1)..] + " …";
                mutants.Add(
                    new Mutant(
                        int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                        name,
                        version,
                        line,
                        column,
                        mutant.GetProperty("mutatorName").GetString()!,
                        OneLine(original),
                        OneLine(mutant.GetProperty("replacement").GetString()!)
                    )
                );
            }
        }

        return mutants;
    }

    private static (int Line, int Column) Place(JsonElement at) => (at.GetProperty("line").GetInt32(), at.GetProperty("column").GetInt32());

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
