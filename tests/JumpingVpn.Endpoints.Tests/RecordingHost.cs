using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>A host that takes everything.</summary>
internal sealed class RecordingHost : IEndpointHost
{
    public List<byte[]> Sent { get; } = [];

    public List<string> Said { get; } = [];

    public List<string> Accusations { get; } = [];

    public long Woken { get; private set; } = EndpointContract.Never;

    public SendResult Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram)
    {
        Sent.Add(datagram.ToArray());
        return SendResult.Sent;
    }

    public void Wake(long at) => Woken = at;

    public void Say(ReadOnlySpan<byte> utf8) => Said.Add(Encoding.UTF8.GetString(utf8));

    public void FillRandom(Span<byte> bytes) => bytes.Fill(7);

    public void Accuse(string sentence) => Accusations.Add(sentence);
}
