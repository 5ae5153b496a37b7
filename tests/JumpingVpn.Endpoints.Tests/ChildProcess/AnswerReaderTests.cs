using System.Text;
using JumpingVpn.Endpoints.ChildProcess;

namespace JumpingVpn.Endpoints.Tests.ChildProcess;

public sealed class AnswerReaderTests
{
    private const string Acts = """{"send":[{"to":"10.0.0.1:9","bytes":"aGk="}],"wake":5,"say":["hello",{"n":1}]""";

    private readonly RecordingHost _host = new();

    [Fact]
    public void What_an_answer_asks_for_is_done()
    {
        Read(Acts + "}").Should().BeNull();

        _host.Sent.Should().ContainSingle().Which.Should().Equal("hi"u8.ToArray());
        _host.Woken.Should().Be(5);
        _host.Said.Should().Equal("hello", """{"n":1}""");
    }

    [Theory]
    [InlineData(",\"wake\":5.5}")]
    [InlineData(",\"send\":[{\"to\":\"nowhere\",\"bytes\":\"\"}]}")]
    [InlineData(",\"failed\":null}")]
    [InlineData("} twice")]
    [InlineData("")]
    public void Of_what_is_no_answer_nothing_is_done(string end)
    {
        Action reading = () => Read(Acts + end);

        reading.Should().Throw<EndpointException>().WithMessage("*which is not an answer*");
        _host.Sent.Should().BeEmpty();
        _host.Said.Should().BeEmpty();
        _host.Woken.Should().Be(EndpointContract.Never);
    }

    [Fact]
    public void What_stands_before_a_failure_is_done()
    {
        Action reading = () => Read(Acts + ",\"failed\":\"no more\"}");

        reading.Should().Throw<EndpointException>().WithMessage("gave up: no more");
        _host.Sent.Should().ContainSingle();
    }

    private int? Read(string answer) => new AnswerReader(_host, isLineHost: false).Read(Encoding.UTF8.GetBytes(answer));
}
