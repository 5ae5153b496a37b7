namespace JumpingVpn.Benchmarks.Network;

/// <summary>
/// The memory that a datagram of a crowd touches, and nothing else: records of the size of a host side by side, of which one after the
/// other has eight cache lines changed, each line found by what is in the one before. Beside it stands what the simulator does; the
/// difference between one record and ten thousand is the memory's, not ours.
/// </summary>
internal sealed class BareWalk(int hosts)
{
    private const int RecordLength = 128; // of 8 bytes: 1 kB, as an idle host has
    private const int LineLength = 8;
    private const int LinesTouched = 8; // about what half of an echo touches of its host: channel, pipe, link, address

    private readonly long[] _memory = new long[hosts * RecordLength];
    private int _next;
    private int _half;

    /// <summary>Does it so many times.</summary>
    public long Run(int datagrams)
    {
        for (int i = 0; i < datagrams; i++)
        {
            long line = ((long)_next * RecordLength) + (_half * LinesTouched * LineLength);
            for (int touched = 0; touched < LinesTouched; touched++)
            {
                line += LineLength + _memory[line]++;
                _memory[line - LineLength]--;
            }

            _half ^= 1;
            _next = _next + 1 == hosts ? 0 : _next + 1;
        }

        return datagrams;
    }
}
