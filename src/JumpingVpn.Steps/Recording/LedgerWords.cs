using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Steps.Recording;

/// <summary>What became of all datagrams: the sums, and each reason that dropped any.</summary>
internal static class LedgerWords
{
    public static IReadOnlyList<KeyValuePair<string, long>> Of(DatagramLedger ledger) =>
        [
            new("handed over", ledger.HandedOver),
            new("duplicates", ledger.Duplicates),
            new("delivered", ledger.Delivered),
            new("in flight", ledger.InFlight),
            new("dropped", ledger.Dropped),
            .. Enum.GetValues<DropReason>()
                .Where(reason => reason != DropReason.None && ledger.DroppedBy(reason) > 0)
                .Select(reason => new KeyValuePair<string, long>(DropReasonText.Of(reason), ledger.DroppedBy(reason))),
        ];
}
