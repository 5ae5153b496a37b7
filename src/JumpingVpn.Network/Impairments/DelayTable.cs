using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// A measured distribution of delays: equally likely deviations from the mean in ascending order, between which a link interpolates.
/// </summary>
public sealed class DelayTable
{
    /// <summary>The value that represents a deviation of one jitter (netem's scale).</summary>
    public const int Unit = 8192;

    private readonly int[] _deviations;

    /// <summary>Creates a table.</summary>
    /// <param name="deviations">2 to 1,048,576 values in units of 1/8192 jitter, in any order; they are sorted.</param>
    /// <exception cref="ArgumentException">Too few or too many values.</exception>
    public DelayTable(params ReadOnlySpan<int> deviations)
    {
        OptionGuard.Refuse(
            deviations.Length is < 2 or > 1 << 20,
            $"A delay table of {deviations.Length} values is impossible: it must have from 2 to 1048576."
        );
        _deviations = deviations.ToArray();
        Array.Sort(_deviations);
    }

    /// <summary>Reads the text of a netem distribution file: whole numbers between white space, lines from <c>#</c> on are
    /// comments.</summary>
    /// <exception cref="ArgumentException">Something is not a whole number, or the table is too short or too long.</exception>
    public static DelayTable Parse(string netem)
    {
        ArgumentNullException.ThrowIfNull(netem);
        List<int> values = [];
        foreach (string line in netem.Split('\n'))
        {
            foreach (string word in line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                bool isNumber = int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value);
                OptionGuard.Refuse(
                    !isNumber,
                    $"`{word}` in a delay table is not a whole number: give deviations in units of 1/8192 jitter."
                );
                values.Add(value);
            }
        }

        return new DelayTable(values.ToArray());
    }

    /// <summary>The deviation for 64 uniform bits: the first 40 choose a place between two values.</summary>
    internal long Scale(long jitter, ulong uniform)
    {
        ulong place = (ulong)(_deviations.Length - 1) * (uniform >> 24);
        int index = (int)(place >> 40);
        long fraction = (long)(place & ((1UL << 40) - 1)) >> 24;
        long low = _deviations[index];
        long value = (low << 16) + ((_deviations[index + 1] - low) * fraction);
        return (long)((Int128)jitter * value / ((long)Unit << 16));
    }
}
