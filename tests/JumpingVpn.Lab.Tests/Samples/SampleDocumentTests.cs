using JumpingVpn.TestSupport;

namespace JumpingVpn.Lab.Tests.Samples;

public class SampleDocumentTests
{
    [Fact]
    public void Every_line_of_code_in_the_document_is_a_line_of_a_compiled_sample() =>
        SampleDocument.ExpectCompiled("JumpingVpn.Lab.Tests", "client-api.md");
}
