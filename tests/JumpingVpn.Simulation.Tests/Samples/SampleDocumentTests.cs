using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests.Samples;

public class SampleDocumentTests
{
    [Fact]
    public void Every_line_of_code_in_the_document_is_a_line_of_a_compiled_sample() =>
        SampleDocument.ExpectCompiled("JumpingVpn.Simulation.Tests", "simulation.md");

    [Fact]
    public async Task The_project_to_begin_with_runs_as_it_stands_and_prints_what_the_page_says()
    {
        var project = SampleProject.In("simulation.md");

        (await project.RunAsync()).Should().Be(project.Output);
    }
}
