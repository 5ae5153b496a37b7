using JumpingVpn.Datagrams;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Writes what passes the box on both of its sides into a capture file.</summary>
/// <remarks>A file that cannot be written any more ends the capture, which is said once; datagrams go on. Thread
/// rule: any thread.</remarks>
internal sealed class BoxCapture : IDisposable
{
    private const string Box = "nat";
    private const string Inside = Box + " inside";
    private const string Outside = Box + " outside";

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly PcapngCapture _capture;
    private readonly TimeProvider _clock;
    private readonly Action<string> _warn;
    private long _number;
    private bool _ended;

    private BoxCapture(FileStream file, TimeProvider clock, Action<string> warn)
    {
        _file = file;
        _capture = new PcapngCapture(file);
        _clock = clock;
        _warn = warn;
    }

    /// <summary>Begins a file, over one that may be there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static BoxCapture Create(string path, TimeProvider clock, Action<string> warn) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16), clock, warn);

    /// <summary>Writes one event of a datagram, if it is one that a side sees.</summary>
    public void Take(in NatPassage passage, ReadOnlySpan<byte> datagram, UdpNat nat)
    {
        bool isOut = passage.Direction == NatDirection.Outbound;
        bool isLeft = passage.Kind == NatPassageKind.Left;
        bool onInside = isOut != isLeft;
        TransportAddress near = onInside ? passage.Inside : nat.BoundAddress(passage.External) ?? passage.External;
        TransportAddress far = onInside ? nat.InsideAddressOf(passage.Remote) ?? passage.Remote : passage.Remote;
        if (near == default)
        {
            near = passage.External; // it was dropped before it was known whose it is
        }

        bool isDropped = passage.Kind == NatPassageKind.Dropped;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            NetworkHop hop = new()
            {
                At = _clock.GetUtcNow() - VirtualTimeProvider.Origin,
                Kind =
                    isDropped ? HopKind.Dropped
                    : passage.Kind == NatPassageKind.Duplicated ? HopKind.Duplicated
                    : HopKind.Sent,
                Datagram = ++_number,
                Where =
                    isDropped || passage.Kind == NatPassageKind.Duplicated ? Box
                    : onInside ? Inside
                    : Outside,
                Source = isOut ? near : far,
                Destination = isOut ? far : near,
                Drop = passage.Drop,
            };
            Write(hop, datagram);
        }
    }

    /// <summary>Writes what is left, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            try
            {
                _file.Dispose();
            }
            catch (IOException exception)
            {
                _warn($"--pcap '{_file.Name}': the end of the capture is lost: {exception.Message}");
            }
        }
    }

    private void Write(in NetworkHop hop, ReadOnlySpan<byte> datagram)
    {
        try
        {
            _capture.OnHop(hop, datagram);
        }
        catch (IOException exception)
        {
            _ended = true;
            _warn($"--pcap '{_file.Name}' cannot be written, so the capture ends here: {exception.Message}");
        }
    }
}
