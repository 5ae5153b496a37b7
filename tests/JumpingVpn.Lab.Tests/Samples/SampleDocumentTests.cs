namespace JumpingVpn.Lab.Tests.Samples;

public class SampleDocumentTests
{
    [Fact]
    public void Every_line_of_code_in_the_document_is_a_line_of_a_compiled_sample()
    {
        string repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(repository, "JumpingVpn.sln")))
        {
            repository = Path.GetDirectoryName(repository)!;
        }

        string samples = Path.Combine(repository, "tests", "JumpingVpn.Lab.Tests", "Samples");
        List<string> compiled = [.. Directory.GetFiles(samples, "*.cs").SelectMany(File.ReadAllLines).Select(line => line.Trim())];
        List<string> shown = [];
        bool code = false;
        foreach (string line in File.ReadAllLines(Path.Combine(repository, "docs", "client-api.md")))
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
