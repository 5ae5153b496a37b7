using System.Globalization;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Says at the end what passed the box.</summary>
internal static class BoxSummary
{
    /// <summary>Writes some lines.</summary>
    public static void Write(BoxTotals totals, TextWriter to)
    {
        Line(to, $"{totals.Uptime.TotalSeconds:0.0} s, {totals.Begun} flows, {totals.Moved} moved, {totals.Evicted} given up");
        Line(to, $"up    {totals.Up.Datagrams} datagrams, {totals.Up.Bytes} bytes");
        Line(to, $"down  {totals.Down.Datagrams} datagrams, {totals.Down.Bytes} bytes");
        Line(to, $"{totals.Entered} entered + {totals.Duplicated} duplicates, {totals.Dropped} dropped, {totals.InFlight} in flight");
        foreach ((DropReason reason, long count) in totals.Drops)
        {
            Line(to, $"  {count, 8}  {DropReasonText.Of(reason)}");
        }
    }

    private static void Line(TextWriter to, FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
