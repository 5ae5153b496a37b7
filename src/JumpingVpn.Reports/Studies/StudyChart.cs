using System.Globalization;
using System.Net;
using System.Text;

namespace JumpingVpn.Reports.Studies;

/// <summary>One chart as SVG: a curve is told apart by its colour, its dashes and the shape of its marks.</summary>
/// <param name="panel">Its curves.</param>
/// <param name="title">What it shows, for those who hear it, too.</param>
/// <param name="scale">Its vertical axis.</param>
/// <param name="pick">What is drawn of a case.</param>
/// <param name="text">The same in words.</param>
internal sealed class StudyChart(
    StudyPanel panel,
    string title,
    StudyScale scale,
    Func<StudyRow, StudyEstimate?> pick,
    Func<StudyEstimate?, string> text
)
{
    private const double Left = 52;
    private const double Width = 300;
    private const double Top = 38;
    private const double Height = 170;

    // Where a curve goes that is never.
    private const double Never = 10;
    private const double Mark = 3.6;

    private readonly StringBuilder _svg = new();

    /// <summary>The figure.</summary>
    public override string ToString()
    {
        string name = Escaped(panel.Title.Length == 0 ? title : $"{title}; {panel.Title}");
        Add($"<figure><figcaption>{Escaped(title)}</figcaption>\n");
        Add($"<svg viewBox=\"0 0 372 254\" role=\"img\" aria-label=\"{name}. The table below has the numbers.\">\n");
        Frame();
        for (int i = 0; i < panel.Curves.Count; i++)
        {
            Curve(i, panel.Curves[i].Name, panel.Curves[i].Rows);
        }

        Add($"</svg></figure>\n");
        return _svg.ToString();
    }

    /// <summary>The shape and the colour of a curve, for a legend.</summary>
    public static string KeyOf(int curve) =>
        $"<svg class=\"curve-key c{curve % 6}\" viewBox=\"0 0 34 12\" aria-hidden=\"true\">"
        + $"<path class=\"line\" d=\"M1 6H33\"/>{MarkOf(curve, 17, 6)}</svg>";

    private static string MarkOf(int curve, double x, double y)
    {
        string shape = (curve % 6) switch
        {
            0 => Form($"M{x - Mark} {y}a{Mark} {Mark} 0 1 0 {2 * Mark} 0a{Mark} {Mark} 0 1 0 {-2 * Mark} 0z"),
            1 => Form($"M{x - Mark} {y - Mark}h{2 * Mark}v{2 * Mark}h{-2 * Mark}z"),
            2 => Form($"M{x} {y - Mark}l{Mark} {2 * Mark}h{-2 * Mark}z"),
            3 => Form($"M{x} {y - 4.4}l4.4 4.4l-4.4 4.4l-4.4 -4.4z"),
            4 => Form($"M{x} {y + Mark}l{Mark} {-2 * Mark}h{-2 * Mark}z"),
            _ => Form($"M{x - Mark} {y - 1.3}h{2 * Mark}v2.6h{-2 * Mark}zM{x - 1.3} {y - Mark}h2.6v{2 * Mark}h-2.6z"),
        };
        return $"<path class=\"mark\" d=\"{shape}\"/>";
    }

    // Numbers with one digit behind the point: a picture needs no more.
    private static string Form(FormattableString text)
    {
        object?[] rounded = [.. text.GetArguments().Select(static part => part is double number ? Math.Round(number, 1) : part)];
        return string.Format(CultureInfo.InvariantCulture, text.Format, rounded);
    }

    private static string Escaped(string value) => WebUtility.HtmlEncode(value);

    private double PlaceOf(double? value) => value is { } known ? Top + (Height * (1 - scale.PlaceOf(known))) : Never;

    private double AcrossOf(int tick, int curve)
    {
        double middle = Left + (Width * (tick + 0.5) / panel.Ticks.Count);
        return middle + ((curve - ((panel.Curves.Count - 1) / 2.0)) * Math.Min(7, Width / panel.Ticks.Count / (panel.Curves.Count + 1)));
    }

    private void Frame()
    {
        foreach ((double at, string mark) in scale.Marks)
        {
            double y = Top + (Height * (1 - at));
            Add($"<path class=\"grid\" d=\"{Form($"M{Left} {y}H{Left + Width}")}\"/>");
            Add($"<text class=\"y\" x=\"{Left - 6}\" y=\"{Form($"{y + 4}")}\">{mark}</text>\n");
        }

        if (panel.Curves.Any(curve => curve.Rows.Any(row => row is not null && pick(row) is { Value: null })))
        {
            Add($"<text class=\"y\" x=\"{Left - 6}\" y=\"{Never + 4}\">never</text>\n");
        }

        for (int i = 0; i < panel.Ticks.Count; i++)
        {
            string x = Form($"{Left + (Width * (i + 0.5) / panel.Ticks.Count)}");
            Add($"<text class=\"x\" x=\"{x}\" y=\"{Top + Height + 17}\">{Escaped(panel.Ticks[i])}</text>\n");
        }

        Add($"<text class=\"x axis\" x=\"{Left + (Width / 2)}\" y=\"{Top + Height + 36}\">{Escaped(panel.Axis)}</text>\n");
    }

    private void Curve(int number, string name, IReadOnlyList<StudyRow?> rows)
    {
        var line = new StringBuilder();
        var marks = new StringBuilder();
        for (int tick = 0; tick < rows.Count; tick++)
        {
            if (rows[tick] is not { } row || pick(row) is not { } it)
            {
                continue;
            }

            double x = AcrossOf(tick, number);
            double y = PlaceOf(it.Value);
            line.Append(line.Length == 0 ? 'M' : 'L').Append(Form($"{x} {y}"));
            string label = string.Join(", ", new[] { name, panel.Ticks[tick] }.Where(static part => part.Length > 0));
            string spread = it.Low is null ? "" : $"<path class=\"spread\" d=\"{Form($"M{x} {PlaceOf(it.Low)}V{PlaceOf(it.High)}")}\"/>";
            marks.Append(
                CultureInfo.InvariantCulture,
                $"<g><title>{Escaped($"{label}: {text(it)}")}</title>{spread}{MarkOf(number, x, y)}</g>\n"
            );
        }

        Add($"<g class=\"c{number % 6}\"><path class=\"line\" d=\"{line}\"/>\n{marks}</g>\n");
    }

    private void Add(FormattableString part) => _svg.Append(part.ToString(CultureInfo.InvariantCulture));
}
