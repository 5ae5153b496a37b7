using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Datagrams that peers send by a plan, given bytes at given times, as a capture has shown them; and which of them
/// arrived.</summary>
public sealed class PeerTraffic
{
    private readonly Scene _scene;
    private readonly PeerGroup _peers;
    private readonly List<PeerDatagram> _sent = [];
    private readonly Dictionary<int, TransportAddress> _shown = []; // by number, as the receiver saw its source

    internal PeerTraffic(Scene scene, PeerGroup peers)
    {
        _scene = scene;
        _peers = peers;
    }

    /// <summary>Sends them, and lets those that are in flight at the end arrive.</summary>
    /// <param name="datagrams">In the order of their times; numbers count on from those that were sent before.</param>
    /// <exception cref="SceneException">Nobody has shown the address that one goes to.</exception>
    public void Send(IReadOnlyList<PeerDatagram> datagrams)
    {
        ArgumentNullException.ThrowIfNull(datagrams);
        _scene.BeginEvent();
        TimeSpan begun = _scene.Lab.Now;
        string? last = null;
        foreach (PeerDatagram datagram in datagrams)
        {
            TimeSpan left = begun + datagram.At - _scene.Lab.Now;
            if (left > TimeSpan.Zero || datagram.From != last)
            {
                _scene.Lab.RunFor(left); // what arrives at this time may be what this one answers
            }

            last = datagram.From;
            Send(datagram);
        }

        _scene.Event(static () => { });
    }

    /// <summary>States that all have arrived except for these, and these have not.</summary>
    /// <param name="except">Numbers, in the order of sending; the first is 1.</param>
    public void ExpectArrived(IReadOnlyCollection<int> except)
    {
        ArgumentNullException.ThrowIfNull(except);
        Demand.That(_sent.Count > 0, $"No such datagrams were sent yet.");
        foreach (int number in except)
        {
            Demand.That(number >= 1 && number <= _sent.Count, $"There is no datagram number {number}: {_sent.Count} were sent.");
            Expect.That(!_shown.ContainsKey(number), $"Datagram number {number} arrived: {Words(number)}.");
        }

        for (int number = 1; number <= _sent.Count; number++)
        {
            Expect.That(
                _shown.ContainsKey(number) || except.Contains(number),
                $"Datagram number {number} did not arrive: {Words(number)}."
            );
        }
    }

    /// <summary>Whose datagram this is, where it is one of these; else null. Of several with the same bytes it is the one that was sent
    /// last and has not arrived.</summary>
    internal string? SenderOf(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        string? sender = null;
        for (int number = _sent.Count; number >= 1; number--)
        {
            if (datagram.SequenceEqual(_sent[number - 1].Payload.Span))
            {
                sender ??= _sent[number - 1].From;
                if (_shown.TryAdd(number, source))
                {
                    return _sent[number - 1].From;
                }
            }
        }

        return sender;
    }

    private void Send(PeerDatagram datagram)
    {
        TransportAddress? destination = null;
        if (datagram.SeenIn is { } seen)
        {
            Demand.That(
                _shown.TryGetValue(seen, out TransportAddress shown),
                $"Datagram number {_sent.Count + 1} goes to where number {seen} came from, and that one has not arrived."
            );
            destination = shown;
        }

        _sent.Add(datagram);
        _peers.Send(datagram.From, datagram.To, destination, datagram.Payload.Span);
    }

    private string Words(int number)
    {
        PeerDatagram it = _sent[number - 1];
        return $"{Amount.Of(it.Payload.Length, "byte")} from \"{it.From}\" to \"{it.To}\" at {DurationWords.Of(it.At)}";
    }
}
