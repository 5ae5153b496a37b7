using JumpingVpn.Datagrams;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Benchmarks.Endpoints;

/// <summary>One guest that is handed the same ping again and again, 64 bytes, and answers each with 13.</summary>
internal sealed class GuestLoad : IEndpointHost, IDisposable
{
    private const int PingSize = 64;

    private readonly EndpointPrograms _programs = new();
    private readonly TransportAddress _own = TransportAddress.FromIPv4(192, 0, 2, 1, 4000);
    private readonly TransportAddress _peer = TransportAddress.FromIPv4(192, 0, 2, 2, 5000);
    private readonly byte[] _ping = new byte[PingSize];
    private readonly IEndpoint _guest;
    private long _now;
    private long _answers;

    /// <param name="program">What it runs, as a feature names it.</param>
    public GuestLoad(string program)
    {
        _ping[0] = (byte)'P';
        _ping[12] = 1; // a sequence number that is new once
        _guest = _programs.Load(program, Guests.Root).Create(new EndpointSetup("guest", 1, "listen"), this);
        _guest.Start(0, [_own]);
    }

    /// <summary>Does so many steps, and checks that each was answered.</summary>
    public long Run(int steps)
    {
        long before = _answers;
        for (int i = 0; i < steps; i++)
        {
            _now += EndpointContract.NanosecondsPerTick;
            _guest.Datagram(_now, _peer, _own, _ping);
        }

        return _answers - before == steps
            ? steps
            : throw new InvalidOperationException($"{_answers - before} of {steps} pings were answered.");
    }

    public void Dispose()
    {
        _guest.Dispose();
        _programs.Dispose();
    }

    SendResult IEndpointHost.Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram)
    {
        _answers++;
        return SendResult.Sent;
    }

    void IEndpointHost.Wake(long at) { }

    void IEndpointHost.Say(ReadOnlySpan<byte> utf8) { }

    void IEndpointHost.FillRandom(Span<byte> bytes) => bytes.Clear();

    void IEndpointHost.Accuse(string sentence) => throw new InvalidOperationException($"The guest {sentence}.");
}
