using Ast = Gherkin.Ast;

namespace JumpingVpn.Features.Documents;

/// <summary>Turns the syntax tree of one file into scenarios that are ready to run.</summary>
internal sealed class FeatureBuilder(string path, string fullPath)
{
    private readonly List<FeatureError> _errors = [];
    private readonly List<Scenario> _scenarios = [];
    private readonly List<SourceBlock> _blocks = [];
    private readonly List<(string Words, string Title, int Line)> _titles = [];

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
        RequireTitle(tree.Name, tree.Keyword, tree.Location);
        AddChildren(tree.Children, new Surroundings(feature, null, feature.Tags, []));
        if (_scenarios.Count == 0 && _errors.Count == 0)
        {
            Report(tree.Location, "the feature has no scenario: expected `Scenario:` and its steps");
        }

        _blocks.Insert(0, new SourceBlock(1, [.. _scenarios]));
        return new ParsedFeature(feature, _scenarios, _blocks, _errors);
    }

    private static string[] TagsOf(IEnumerable<Ast.Tag> tags) => [.. tags.Select(tag => tag.Name)];

    private static string Unindent(string? description) =>
        description is null ? string.Empty : string.Join('\n', description.Split('\n').Select(line => line.Trim()));

    private static int FirstLine(Ast.IHasLocation node, IEnumerable<Ast.Tag> tags) =>
        tags.Select(tag => tag.Location.Line).Append(node.Location.Line).Min();

    private void AddChildren(IEnumerable<Ast.IHasLocation> children, Surroundings surroundings)
    {
        foreach (var child in children)
        {
            switch (child)
            {
                case Ast.Background background:
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

    private void AddRule(Ast.Rule rule, Surroundings surroundings)
    {
        RequireTitle(rule.Name, rule.Keyword, rule.Location);
        var before = _scenarios.Count;
        var position = _blocks.Count;
        AddChildren(rule.Children, surroundings with { Rule = rule.Name, Tags = [.. surroundings.Tags, .. TagsOf(rule.Tags)] });
        if (_scenarios.Count == before)
        {
            Report(rule.Location, $"the rule \"{rule.Name}\" has no scenario");
        }

        _blocks.Insert(position, new SourceBlock(FirstLine(rule, rule.Tags), [.. _scenarios.Skip(before)]));
    }

    private void AddScenario(Ast.Scenario tree, Surroundings surroundings)
    {
        RequireTitle(tree.Name, tree.Keyword, tree.Location);
        RequireUniqueTitle(tree);
        if (!tree.Steps.Any())
        {
            Report(tree.Location, $"the scenario \"{tree.Name}\" has no steps, so it would pass without proving anything");
            return;
        }

        var expansion = new OutlineExpansion(surroundings, tree, Report);
        var expanded = expansion.Expand();
        UniqueNames.Give(expanded, _scenarios);
        _scenarios.AddRange(expanded);
        _blocks.Add(new SourceBlock(FirstLine(tree, tree.Tags), expanded));
        _blocks.AddRange(expanded.Where(row => row.Line != row.TitleLine).Select(row => new SourceBlock(row.Line, [row])));
    }

    private void RequireTitle(string name, string keyword, Ast.Location location)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            Report(location, $"`{keyword}:` needs a title behind it");
        }
    }

    // Reqnroll makes a method of each title: it keeps the words, and neither their case nor what stands between them.
    private void RequireUniqueTitle(Ast.Scenario tree)
    {
        var words = UniqueNames.Words(tree.Name);
        var earlier = _titles.Find(title => title.Words == words);
        if (earlier.Title is not null && words.Length > 0)
        {
            Report(
                tree.Location,
                $"the title \"{tree.Name}\" clashes with \"{earlier.Title}\" in line {earlier.Line}: titles must differ within a feature, "
                + "in more than case and punctuation");
        }

        _titles.Add((words, tree.Name, tree.Location.Line));
    }

    private void Report(Ast.Location location, string message) =>
        _errors.Add(new FeatureError(path, location.Line, location.Column, message));
}
