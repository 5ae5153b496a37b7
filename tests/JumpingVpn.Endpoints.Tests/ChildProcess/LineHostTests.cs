using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests.ChildProcess;

/// <summary>The other end of the child-process door, with the example of WebAssembly behind it.</summary>
public sealed class LineHostTests
{
    private const string Create = """{"call":"create","version":1,"name":"server","seed":"000000000000000a","config":"listen"}""";
    private const string Random = """{"random":"AQIDBAUGBwg="}""";
    private const string Start = """{"call":"start","now":0,"own":["192.0.2.1:4000"]}""";

    // A ping with the sequence number 1 and the text "hi".
    private const string Ping = """
        {"call":"datagram","now":100,"from":"192.0.2.2:5","to":"192.0.2.1:4000","bytes":"UAECAwQFBgcIAAAAAWhp"}
        """;

    [Fact]
    public void A_call_is_answered_by_what_the_guest_asked_for_in_its_order()
    {
        string[] answers = Serve("examples/endpoints/wat/ping.wat", Create, Random, Start, Ping);

        answers[0].Should().Be("""{"random":8}""");
        answers[1].Should().Be("""{"version":1}""");
        answers[^1].Should().Match("{\"version\":1,\"say\":[\"got hi\"],\"send\":[{\"to\":\"192.0.2.2:5\",\"from\":0,\"bytes\":\"*\"}]}");
    }

    [Fact]
    public void A_guest_that_cannot_be_loaded_is_an_answer() =>
        Serve("nowhere.so", Create).Should().ContainSingle().Which.Should().Contain("\"failed\":\"There is no file");

    [Fact]
    public void A_call_before_the_guest_is_created_is_refused() =>
        Serve("examples/endpoints/wat/ping.wat", Start).Should().ContainSingle().Which.Should().Contain("before it was created");

    [Theory]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"call":7}""")]
    [InlineData("""{"call":"frobnicate","now":0,"line":"send one"}""")]
    [InlineData("""{"call":"datagram","now":"soon"}""")]
    [InlineData("""{"call":"datagram","now":0}""")]
    [InlineData("""{"call":"datagram","now":0,"from":"192.0.2.2:5","to":"192.0.2.1:4000","bytes":"?"}""")]
    [InlineData("""{"call":"create","name":"server","seed":"0","config":"listen"}""")]
    [InlineData("""{"call":"create","version":1,"name":"server","seed":"xyz","config":"listen"}""")]
    [InlineData("""{"call":"create","version":1,"name":"server","seed":"fffffffffffffffff","config":"listen"}""")]
    public void What_is_no_call_is_answered_and_the_next_call_is_made(string nonsense)
    {
        string[] answers = Serve("examples/endpoints/wat/ping.wat", Create, Random, nonsense, Start);

        answers.Should().HaveCount(4);
        answers[2].Should().Contain("\"failed\":\"was asked ").And.Contain("which is not a call of the contract");
    }

    [Fact]
    public void Another_version_of_the_contract_is_refused() =>
        Serve("examples/endpoints/wat/ping.wat", Create.Replace("\"version\":1", "\"version\":9", StringComparison.Ordinal))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("was asked for version 9 of the contract, and speaks 1");

    [Fact]
    public void Whether_it_went_well_is_known_at_the_end()
    {
        EndpointLines.Serve("nowhere.so", "/", new StringReader(Create), TextWriter.Null).Should().BeFalse();
        EndpointLines.Serve("nowhere.so", "/", TextReader.Null, TextWriter.Null).Should().BeTrue();
    }

    private static string[] Serve(string program, params string[] lines)
    {
        StringWriter output = new() { NewLine = "\n" };
        EndpointLines.Serve(program, RepositoryFiles.Root, new StringReader(string.Join('\n', lines)), output);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
