using Ast = Gherkin.Ast;

namespace JumpingVpn.Features.Documents;

/// <summary>Turns the syntax tree of one file into scenarios that are ready to run.</summary>
internal sealed class FeatureBuilder(string path, string fullPath, string text, CancellationToken stop)
{
    private readonly List<FeatureError> _errors = [];
    private readonly List<Scenario> _scenarios = [];
    private readonly List<SourceBlock> _blocks = [];
    private readonly Dictionary<string, (string Title, int Line)> _titles = new(StringComparer.Ordinal);
    private readonly UniqueNames _names = new();
    private DescriptionCheck? _descriptions;
    private RowCheck? _rows;

    public ParsedFeature Build(Ast.GherkinDocument document)
    {
        if (document.Feature is not { } tree)
        {
            return ParsedFeature.Broken([new FeatureError(path, 1, 0, "the file holds no feature: expected `Feature:` and a title")]);
        }

        var feature = new Feature
        {
            Path = path,
            FullPath = fullPath,
            Name = tree.Name,
            Description = Unindent(tree.Description),
            Language = tree.Language,
            Tags = TagsOf(tree.Tags),
            Line = tree.Location.Line,
        };
        _rows = new RowCheck(text.Split('\n'), Report);
        _descriptions = new DescriptionCheck(text, Keywords.Of(tree.Language), Report);
        RequireTitle(tree.Name, tree.Keyword, tree.Location);
        CheckDescription(tree, tree.Location, takesSteps: false);
        AddChildren(tree.Children, new ScenarioSurroundings(feature, null, feature.Tags, []));
        if (_scenarios.Count == 0 && _errors.Count == 0)
        {
            Report(tree.Location, "the feature has no scenario: expected `Scenario:` and its steps");
        }

        _blocks.Insert(0, new SourceBlock(1, _scenarios));

        // Of two blocks that begin in one line, the inner one comes last.
        return new ParsedFeature(feature, _scenarios, [.. _blocks.OrderBy(block => block.FirstLine)], _errors);
    }

    private static string[] TagsOf(IEnumerable<Ast.Tag> tags) => [.. tags.Select(tag => tag.Name)];

    private static string Unindent(string? description) =>
        description is null ? string.Empty : string.Join('\n', description.Split('\n').Select(line => line.Trim()));

    private static int FirstLine(Ast.IHasLocation node, IEnumerable<Ast.Tag> tags) =>
        tags.Select(tag => tag.Location.Line).Append(node.Location.Line).Min();

    private void AddChildren(IEnumerable<Ast.IHasLocation> children, ScenarioSurroundings surroundings)
    {
        foreach (Ast.IHasLocation child in children)
        {
            switch (child)
            {
                case Ast.Background background:
                    _rows!.Check(background.Steps);
                    CheckDescription(background, background.Location, takesSteps: true);
                    surroundings = surroundings with { Background = [.. surroundings.Background, .. background.Steps] };
                    break;
                case Ast.Rule rule:
                    AddRule(rule, surroundings);
                    break;
                case Ast.Scenario scenario:
                    AddScenario(scenario, surroundings);
                    break;
            }
        }
    }

    private void AddRule(Ast.Rule rule, ScenarioSurroundings surroundings)
    {
        CheckDescription(rule, rule.Location, takesSteps: false);
        int before = _scenarios.Count;
        int position = _blocks.Count;
        AddChildren(rule.Children, surroundings with { Rule = rule.Name, Tags = [.. surroundings.Tags, .. TagsOf(rule.Tags)] });
        if (_scenarios.Count == before)
        {
            Report(rule.Location, $"the rule \"{rule.Name}\" has no scenario");
        }

        _blocks.Insert(position, new SourceBlock(FirstLine(rule, rule.Tags), _scenarios[before..]));
    }

    private void AddScenario(Ast.Scenario tree, ScenarioSurroundings surroundings)
    {
        _rows!.Check(tree);
        stop.ThrowIfCancellationRequested();
        RequireTitle(tree.Name, tree.Keyword, tree.Location);
        RequireUniqueTitle(tree);
        CheckDescription(tree, tree.Location, takesSteps: true);
        if (!tree.Steps.Any())
        {
            Report(tree.Location, $"the scenario \"{tree.Name}\" has no steps, so it would pass without proving anything");
            return;
        }

        List<Scenario> expanded = new OutlineExpansion(surroundings, tree, Report, stop).Expand();
        _names.Give(expanded);
        _scenarios.AddRange(expanded);
        _blocks.Add(new SourceBlock(FirstLine(tree, tree.Tags), expanded));
        AddTables(tree, expanded);
    }

    // A row may become several scenarios, or none if it is wrong.
    private void AddTables(Ast.Scenario tree, List<Scenario> rows)
    {
        ILookup<int, Scenario> byLine = rows.ToLookup(static row => row.Line);
        foreach (Ast.Examples table in tree.Examples)
        {
            CheckDescription(table, table.Location, takesSteps: false);
            IEnumerable<int> lines = (table.TableHeader is null ? [] : table.TableBody).Select(static row => row.Location.Line);
            SourceBlock[] own = [.. lines.Select(line => new SourceBlock(line, [.. byLine[line]]))];
            _blocks.Add(new SourceBlock(FirstLine(table, table.Tags), [.. own.SelectMany(static block => block.Scenarios)]));
            _blocks.AddRange(own);
        }
    }

    private void CheckDescription(Ast.IHasDescription node, Ast.Location header, bool takesSteps) =>
        _descriptions!.Check(node.Description, header, takesSteps);

    private void RequireTitle(string name, string keyword, Ast.Location location)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            Report(location, $"`{keyword}:` needs a title after it");
        }
    }

    // Reqnroll makes a method of each title: it keeps the words, and neither their case nor what stands between them.
    private void RequireUniqueTitle(Ast.Scenario tree)
    {
        string words = UniqueNames.Words(tree.Name);
        if (words.Length > 0 && !_titles.TryAdd(words, (tree.Name, tree.Location.Line)))
        {
            (string Title, int Line) earlier = _titles[words];
            Report(
                tree.Location,
                $"the title \"{tree.Name}\" clashes with \"{earlier.Title}\" in line {earlier.Line}: titles must differ within a feature, "
                    + "in more than case and punctuation"
            );
        }
    }

    private void Report(Ast.Location location, string message) =>
        _errors.Add(new FeatureError(path, location.Line, location.Column, message));
}
