namespace JumpingVpn.Reports.Studies;

/// <summary>The vertical axis of a chart.</summary>
internal sealed record StudyScale
{
    private StudyScale(IReadOnlyList<(double At, string Text)> marks, Func<double, double> placeOf)
    {
        Marks = marks;
        PlaceOf = placeOf;
    }

    /// <summary>Where lines are drawn across, from 0 at the bottom to 1 at the top, and what stands beside them.</summary>
    public IReadOnlyList<(double At, string Text)> Marks { get; }

    /// <summary>Where a value lies, from 0 at the bottom to 1 at the top.</summary>
    public Func<double, double> PlaceOf { get; }

    /// <summary>Shares from 0 to 1.</summary>
    public static StudyScale Shares { get; } =
        new([.. ((double[])[0, 0.25, 0.5, 0.75, 1]).Select(static share => (share, $"{share * 100:0} %"))], static share => share);

    /// <summary>Seconds, by powers of ten: the same for all charts of a table.</summary>
    public static StudyScale Times(StudyTable table)
    {
        const double Shortest = 0.001;
        double[] all =
        [
            .. table
                .Rows.SelectMany(static row => (StudyEstimate?[])[row.Median, row.Late])
                .SelectMany(static it => (double?[])[it?.Value, it?.Low, it?.High])
                .OfType<double>()
                .Where(static seconds => seconds > Shortest),
        ];
        int lowest = all.Length == 0 ? -3 : (int)Math.Floor(Math.Log10(all.Min()));
        int highest = Math.Max(lowest + 1, all.Length == 0 ? 0 : (int)Math.Ceiling(Math.Log10(all.Max())));
        double PlaceOf(double seconds) => Math.Clamp((Math.Log10(Math.Max(seconds, Shortest)) - lowest) / (highest - lowest), 0, 1);
        return new StudyScale(
            [
                .. Enumerable
                    .Range(lowest, highest - lowest + 1)
                    .Select(power => ((double)(power - lowest) / (highest - lowest), TextOf(power))),
            ],
            PlaceOf
        );
    }

    private static string TextOf(int power) => power < 0 ? $"{Math.Pow(10, power + 3):0} ms" : $"{Math.Pow(10, power):0} s";
}
