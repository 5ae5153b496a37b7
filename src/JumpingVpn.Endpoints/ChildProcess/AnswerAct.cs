using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>One thing that an answer asks its host to do.</summary>
internal readonly record struct AnswerAct
{
    private TransportAddress To { get; init; }

    private int From { get; init; }

    private byte[]? Bytes { get; init; }

    private byte[]? Line { get; init; }

    private string? Failure { get; init; }

    private long WakeAt { get; init; }

    public static AnswerAct Send(in TransportAddress to, int from, byte[] bytes) =>
        new()
        {
            To = to,
            From = from,
            Bytes = bytes,
        };

    public static AnswerAct Say(string line) => new() { Line = Encoding.UTF8.GetBytes(line) };

    public static AnswerAct Wake(long at) => new() { WakeAt = at };

    public static AnswerAct Fail(string why) => new() { Failure = why };

    /// <summary>Does it.</summary>
    /// <exception cref="EndpointException">It may not, or it says that it has failed.</exception>
    public void Do(IEndpointHost host)
    {
        if (Failure is not null)
        {
            throw new EndpointException(Failure);
        }

        if (Bytes is not null)
        {
            host.Send(To, From, Bytes);
        }
        else if (Line is not null)
        {
            host.Say(Line);
        }
        else
        {
            host.Wake(WakeAt);
        }
    }
}
