using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Tests.Samples;

/// <summary>Somebody's protocol: sends a numbered ping again and again until it is answered.</summary>
internal sealed class ReliablePing : IDatagramReceiver
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly IDatagramChannel _channel;
    private readonly TransportAddress _server;
    private readonly TimeProvider _time;
    private readonly bool _believesAnyAnswer;
    private TaskCompletionSource _answered = new();
    private byte _number;

    public ReliablePing(IDatagramChannel channel, TransportAddress server, TimeProvider time, bool believesAnyAnswer = false)
    {
        _channel = channel;
        _server = server;
        _time = time;
        _believesAnyAnswer = believesAnyAnswer;
        channel.Start(this);
    }

    public async Task PingAsync(byte number)
    {
        _number = number;
        _answered = new TaskCompletionSource();
        do
        {
            _channel.Send([number], _server);
        } while (await Task.WhenAny(_answered.Task, Task.Delay(Patience, _time)) != _answered.Task);
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        // The bug that the simulation is to find: a late answer to the ping before is taken for an answer to this one.
        if (_believesAnyAnswer || datagram[0] == _number)
        {
            _answered.TrySetResult();
        }
    }
}
