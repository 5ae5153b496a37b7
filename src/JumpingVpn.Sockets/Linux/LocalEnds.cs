using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>
/// Numbers the addresses of this machine that datagrams came to, so that an answer can name the one it leaves from. An address that the
/// machine gets later is numbered when the first datagram comes to it; a number is never given to another address.
/// </summary>
/// <remarks>At most 65,535, some 5 MB: where a machine has more, answers from the others leave from the one that the system prefers.
/// Thread rule: <see cref="NumberOf"/> from the receiving thread, <see cref="TryFind"/> from any.</remarks>
internal sealed class LocalEnds
{
    private readonly Dictionary<TransportAddress, ushort> _numbers = [];
    private TransportAddress[] _addresses = new TransportAddress[8]; // replaced as it grows, so that readers need no lock
    private TransportAddress _latest;
    private ushort _latestNumber;
    private ushort _last;

    /// <summary>The number of an address; 0 if there is none.</summary>
    public ushort NumberOf(in TransportAddress local)
    {
        if (local == _latest)
        {
            return _latestNumber;
        }

        if (!_numbers.TryGetValue(local, out ushort number))
        {
            if (_last == ushort.MaxValue)
            {
                return 0;
            }

            number = Add(local);
        }

        (_latest, _latestNumber) = (local, number);
        return number;
    }

    /// <summary>The address of a number; false for 0 and for numbers that were not given.</summary>
    public bool TryFind(ushort number, out TransportAddress local)
    {
        TransportAddress[] addresses = Volatile.Read(ref _addresses);
        local = number < addresses.Length ? addresses[number] : default;
        return local != default;
    }

    private ushort Add(in TransportAddress local)
    {
        ushort number = ++_last;
        if (number >= _addresses.Length)
        {
            var larger = new TransportAddress[_addresses.Length * 2];
            _addresses.CopyTo(larger, 0);
            larger[number] = local;
            Volatile.Write(ref _addresses, larger);
        }
        else
        {
            _addresses[number] = local; // nobody asks for a number before it was given
        }

        _numbers.Add(local, number);
        return number;
    }
}
