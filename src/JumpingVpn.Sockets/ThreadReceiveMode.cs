using System.Diagnostics;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>One dedicated background thread in a blocking receive loop.</summary>
internal sealed class ThreadReceiveMode : IReceiveMode
{
    /// <summary>Disturbed calls in a row after which the loop pauses, so that an error which persists cannot burn a core.</summary>
    private const int DisturbancesBeforePause = 16;

    // What the kernel has handed out may not have reached the next statement yet: only what is seen twice, so far apart, is quiet.
    private static readonly TimeSpan ShortestQuiet = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMilliseconds(100);

    private readonly UdpEndpoint _endpoint;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private long? _quietAt;
    private volatile bool _delivering;

    public ThreadReceiveMode(UdpEndpoint endpoint) => _endpoint = endpoint;

    public bool HasBacklog
    {
        get
        {
            if (_delivering || _endpoint.IsReadable(TimeSpan.Zero))
            {
                _quietAt = null;
                return true;
            }

            if (_quietAt is { } at && Stopwatch.GetElapsedTime(at) is var quiet && quiet < LongestQuiet)
            {
                return quiet < ShortestQuiet;
            }

            _quietAt = Stopwatch.GetTimestamp();
            return true;
        }
    }

    public void Start(IDatagramReceiver receiver)
    {
        _thread = new Thread(() => Receive(receiver)) { IsBackground = true, Name = $"udp {_endpoint.LocalAddress}" };
        _thread.Start();
    }

    public void OnSent(int length, in TransportAddress destination) { }

    public ValueTask StopAsync() =>
        _thread is null || _thread == Thread.CurrentThread ? ValueTask.CompletedTask : new ValueTask(_ended.Task);

    private void Receive(IDatagramReceiver receiver)
    {
        try
        {
            ReceiveUntilClosed(receiver);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void ReceiveUntilClosed(IDatagramReceiver receiver)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(UdpEndpoint.ReceiveBufferLength, pinned: true);
        int disturbances = 0;
        while (true)
        {
            ReceiveOutcome outcome = _endpoint.Receive(buffer, out int length, out TransportAddress source, out TimeSpan waited);
            if (outcome == ReceiveOutcome.Closed || _endpoint.IsClosed)
            {
                return;
            }

            if (outcome == ReceiveOutcome.Datagram)
            {
                disturbances = 0;
                _delivering = true;
                receiver.OnDatagram(buffer.AsSpan(0, length), source, waited);
                _delivering = false;
            }
            else if (_endpoint.TellRefusals())
            {
                disturbances = 0;
            }
            else if (++disturbances > DisturbancesBeforePause)
            {
                Thread.Sleep(1);
            }
        }
    }
}
