using System.Globalization;
using System.Text;

namespace JumpingVpn.Network.Ledger;

/// <summary>
/// Accounts for every datagram: handed over + duplicates made on the way = delivered + dropped, each with one reason + in flight.
/// </summary>
/// <remarks>Thread rule: one thread at a time; a carrier with several threads guards it.</remarks>
public sealed class DatagramLedger
{
    private readonly long[] _dropped = new long[(int)DropReason.MappingRateLimited + 1];

    /// <summary>Datagrams the network took from senders.</summary>
    public long HandedOver { get; private set; }

    /// <summary>Further copies that the network itself made.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Datagrams and copies that reached a receiver.</summary>
    public long Delivered { get; private set; }

    /// <summary>Datagrams and copies that were dropped, whatever the reason.</summary>
    public long Dropped { get; private set; }

    /// <summary>What the other sums leave: datagrams that must still be in flight.</summary>
    public long InFlight => HandedOver + Duplicates - Delivered - Dropped;

    /// <summary>Records a datagram taken from a sender.</summary>
    public void RecordHandedOver() => HandedOver++;

    /// <summary>Records one further copy made by the network.</summary>
    public void RecordDuplicate() => Duplicates++;

    /// <summary>Records a delivery.</summary>
    public void RecordDelivered() => Delivered++;

    /// <summary>Records a drop.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The reason is <see cref="DropReason.None"/> or undefined.</exception>
    public void RecordDropped(DropReason reason)
    {
        if (reason <= DropReason.None || (int)reason >= _dropped.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(reason), $"A drop needs a reason, and {(int)reason} is not one.");
        }

        Dropped++;
        _dropped[(int)reason]++;
    }

    /// <summary>How many were dropped for one reason.</summary>
    public long DroppedBy(DropReason reason) => _dropped[(int)reason];

    /// <summary>Checks the sums against what the carrier really holds in its queues.</summary>
    /// <param name="actuallyInFlight">Datagrams the carrier counted in its own queues.</param>
    /// <exception cref="InvalidOperationException">A datagram vanished or appeared from nowhere: a bug of the carrier.</exception>
    public void EnsureBalanced(long actuallyInFlight)
    {
        if (InFlight != actuallyInFlight)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The ledger does not balance: {this}, but the carrier holds {actuallyInFlight} in flight."
                )
            );
        }
    }

    /// <summary>The sums in one line, reasons in the order of <see cref="DropReason"/>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{HandedOver} handed over + {Duplicates} duplicates = {Delivered} delivered + {Dropped} dropped"
        );
        string separator = " (";
        for (int reason = 1; reason < _dropped.Length; reason++)
        {
            if (_dropped[reason] != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{separator}{_dropped[reason]} {(DropReason)reason}");
                separator = ", ";
            }
        }

        text.Append(separator == ", " ? ")" : "").Append(CultureInfo.InvariantCulture, $" + {InFlight} in flight");
        return text.ToString();
    }
}
