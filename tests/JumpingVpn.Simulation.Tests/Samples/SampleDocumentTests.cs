using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests.Samples;

public class SampleDocumentTests
{
    [Fact]
    public void Every_line_of_code_in_the_document_is_a_line_of_a_compiled_sample() =>
        SampleDocument.ExpectCompiled("JumpingVpn.Simulation.Tests", "simulation.md");
}
