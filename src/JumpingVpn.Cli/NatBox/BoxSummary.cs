using System.Globalization;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Says at the end what passed the box.</summary>
internal static class BoxSummary
{
    /// <summary>Writes some lines.</summary>
    public static void Write(BoxTotals totals, TextWriter to)
    {
        Line(to, $"{totals.Uptime.TotalSeconds:0.0} s, flows: {totals.Begun}, moved: {totals.Moved}, given up: {totals.Evicted}");
        Line(to, $"up:   {totals.Up.Datagrams} datagrams, {totals.Up.Bytes} bytes");
        Line(to, $"down: {totals.Down.Datagrams} datagrams, {totals.Down.Bytes} bytes");
        Line(to, $"entered: {totals.Entered}, duplicates: {totals.Duplicated}, dropped: {totals.Dropped}, in flight: {totals.InFlight}");
        foreach ((DropReason reason, long count) in totals.Drops)
        {
            Line(to, $"  {count, 8}  {DropReasonText.Of(reason)}");
        }
    }

    private static void Line(TextWriter to, FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
