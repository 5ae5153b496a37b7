using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;

namespace JumpingVpn.Reports.Messages;

/// <summary>What Cucumber's own parser makes of a feature file: its source, its syntax tree, and a pickle for each scenario.</summary>
internal sealed class FeatureMessages
{
    private readonly Dictionary<long, Pickle> _pickles = [];

    private FeatureMessages(Source source, GherkinDocument document)
    {
        Source = source;
        Document = document;
    }

    /// <summary>The text of the file.</summary>
    public Source Source { get; }

    /// <summary>Its syntax tree.</summary>
    public GherkinDocument Document { get; }

    /// <summary>Reads a file again: a report keeps nothing of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="uri">How it is called.</param>
    /// <param name="ids">Where ids come from.</param>
    /// <returns>Null if it cannot be read any more, or is another one by now.</returns>
    public static FeatureMessages? Read(string path, string uri, IIdGenerator ids)
    {
        try
        {
            string text = File.ReadAllText(path);
            GherkinDocument document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(
                new Parser().Parse(new StringReader(text)),
                uri
            );
            var messages = new FeatureMessages(new Source(uri, text, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN), document);
            Dictionary<string, long> lines = LinesOf(document);
            foreach (Pickle pickle in new PickleCompiler(ids).Compile(document))
            {
                messages._pickles[lines[pickle.AstNodeIds[^1]]] = pickle;
            }

            return messages;
        }
        catch (System.Exception exception) when (exception is IOException or UnauthorizedAccessException or ParserException)
        {
            return null;
        }
    }

    /// <summary>The pickle of the scenario, or of the row of an outline, that stands at a line.</summary>
    public Pickle? PickleAt(int line) => _pickles.GetValueOrDefault(line);

    private static Dictionary<string, long> LinesOf(GherkinDocument document)
    {
        Dictionary<string, long> lines = [];
        IEnumerable<Scenario> scenarios = (document.Feature?.Children ?? [])
            .SelectMany(static child => child.Rule?.Children.Select(static inner => inner.Scenario) ?? [child.Scenario])
            .OfType<Scenario>();
        foreach (Scenario scenario in scenarios)
        {
            lines[scenario.Id] = scenario.Location.Line;
            foreach (TableRow row in scenario.Examples.SelectMany(static examples => examples.TableBody))
            {
                lines[row.Id] = row.Location.Line;
            }
        }

        return lines;
    }
}
