namespace JumpingVpn.TestSupport;

/// <summary>A document whose C# stands, line for line, in samples that are compiled and run.</summary>
public static class SampleDocument
{
    /// <summary>Checks that every line of C# in <paramref name="document"/> is a line of a sample of the test project, or of the
    /// project that the
    /// page shows whole.</summary>
    /// <param name="testProject">Its name; the samples are in its folder Samples.</param>
    /// <param name="document">The name of the page in docs.</param>
    public static void ExpectCompiled(string testProject, string document)
    {
        string samples = RepositoryFiles.PathOf("tests", testProject, "Samples");
        List<string> compiled =
        [
            .. Directory
                .GetFiles(samples, "*.cs")
                .SelectMany(File.ReadAllLines)
                .Concat(SampleProject.In(document).Lines)
                .Select(line => line.Trim()),
        ];
        List<string> shown = [];
        bool code = false;
        foreach (string line in File.ReadAllLines(RepositoryFiles.PathOf("docs", document)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = line == "```csharp";
            }
            else if (code)
            {
                shown.Add(line.Trim());
            }
        }

        shown.Count.Should().BeGreaterThan(20);
        shown.Should().BeSubsetOf(compiled);
    }
}
