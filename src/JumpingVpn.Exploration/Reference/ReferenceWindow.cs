using System.Globalization;

namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// Which sequence numbers of one direction of a session a receiver still answers for: the latest 64, the highest included. What it
/// acknowledges stands in this window, and what it refuses as too old stands below.
/// </summary>
internal sealed class ReferenceWindow
{
    private const long Size = 64;

    private long _highest;

    /// <summary>A number is acknowledged. Returns why it must not be, or null.</summary>
    /// <param name="number">As the wire has it; empty for none.</param>
    public string? Acknowledge(string number)
    {
        if (!TryRead(number, out long sequence))
        {
            return null;
        }

        bool isBelow = _highest - sequence >= Size;
        _highest = Math.Max(_highest, sequence);
        return isBelow ? "a number below the window is acknowledged" : null;
    }

    /// <summary>A number is refused as too old. Returns why it must not be, or null.</summary>
    /// <param name="number">As the wire has it; empty for none.</param>
    public string? Refuse(string number) =>
        TryRead(number, out long sequence) && _highest - sequence < Size ? "a number in the window is refused as too old" : null;

    private static bool TryRead(string number, out long sequence) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
