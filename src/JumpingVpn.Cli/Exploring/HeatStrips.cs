using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>The heat strips of all scenarios: shown on a terminal, and written as text.</summary>
internal sealed class HeatStrips(Target[] targets, TrialSource source)
{
    private const string Name = "boundary.txt";

    private readonly OrderedDictionary<Target, HeatStrip> _strips = new(
        targets.Select(static target => KeyValuePair.Create(target, new HeatStrip())),
        ReferenceEqualityComparer.Instance
    );

    /// <inheritdoc cref="HeatStrip.Take"/>
    public void Take(TrialResult result) => _strips[result.Trial.Target].Take(result, source);

    /// <summary>Shows them, and writes them into the folder of the findings.</summary>
    public void Finish(string folder, Surroundings surroundings)
    {
        Ink ink = surroundings.OutInk;
        if (ink.Enabled)
        {
            surroundings.Out.Write(
                ToText(cell =>
                    cell switch
                    {
                        'X' => ink.Red("X"),
                        '=' => ink.Green("="),
                        '.' or ' ' => cell.ToString(),
                        _ => ink.Yellow(cell.ToString()),
                    }
                )
            );
        }

        if (FindingFiles.Save(folder, Name, ToText(static cell => cell.ToString()), surroundings) is { } path)
        {
            surroundings.Out.WriteLine($"what became of each place: {path}");
        }
    }

    private string ToText(Func<char, string> ink)
    {
        var text = new StringBuilder();
        text.Append(HeatStrip.Legend).Append('\n');
        foreach ((Target target, HeatStrip strip) in _strips)
        {
            if (strip.Any)
            {
                int places = BoundaryStrategy.PlacesOf(target.Profile!);
                text.Append($"{target.Planned.Scenario.Location} {target.Planned.Scenario.Name}: ")
                    .Append(CultureInfo.InvariantCulture, $"{strip.Run} of {places} places\n")
                    .Append(strip.ToText(ink));
            }
        }

        return text.ToString();
    }
}
