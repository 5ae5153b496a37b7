using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using Table = Reqnroll.Table;

namespace JumpingVpn.Features.Planning;

/// <summary>Follows the names of one scenario: each is introduced once, and before it is used. Steps are checked in their order.</summary>
internal sealed class NameCheck
{
    private readonly List<(string Kind, string Name, int Line)> _introduced = [];

    /// <summary>The step, with a problem if one of its names cannot be.</summary>
    public PlannedStep Check(PlannedStep step)
    {
        if (step.Match is not { } match || step.Problem is not null)
        {
            return step;
        }

        var parameters = step.Binding!.Method.GetParameters();
        ArgumentProblem? problem = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            foreach (var use in UsesOf(parameters[i], match.Arguments[i].Value, match.Arguments[i].StartOffset, step.Step))
            {
                problem ??= Resolve(use, step.Step);
            }
        }

        return problem is null ? step : step with
        {
            Problem = StepStatus.Broken,
            Message = problem.Message,
            Line = problem.Line,
            Column = problem.Column,
        };
    }

    private static IEnumerable<NameUse> UsesOf(ParameterInfo parameter, object value, int? offset, ScenarioStep step)
    {
        foreach (var introduces in parameter.GetCustomAttributes<IntroducesAttribute>())
        {
            foreach (var (name, line, column) in TextsOf(value, introduces.Column, offset, step))
            {
                yield return new NameUse([introduces.Kind], name, IsNew: true, line, column);
            }
        }

        foreach (var names in parameter.GetCustomAttributes<NamesAttribute>())
        {
            foreach (var (name, line, column) in TextsOf(value, names.Column, offset, step))
            {
                yield return new NameUse(names.Kinds, name, IsNew: false, line, column);
            }
        }
    }

    private static IEnumerable<(string Name, int Line, int Column)> TextsOf(object value, string? column, int? offset, ScenarioStep step)
    {
        if (value is string text)
        {
            return [(text, step.Line, offset is { } start ? step.ColumnOf(start) : step.Column)];
        }

        return value is Table && column is not null ? step.Table!.CellsOf(column).Where(cell => cell.Text.Length > 0) : [];
    }

    private ArgumentProblem? Resolve(NameUse use, ScenarioStep step)
    {
        var same = _introduced.Find(known => known.Name == use.Name && use.Kinds.Contains(known.Kind));
        if (!use.IsNew)
        {
            return same.Name is not null ? null : new ArgumentProblem(Unknown(use), use.Line, use.Column);
        }

        if (same.Name is not null)
        {
            return new ArgumentProblem(
                $"there is a {same.Kind} \"{use.Name}\" already, in line {same.Line}; choose another name", use.Line, use.Column);
        }

        _introduced.Add((use.Kinds[0], use.Name, step.Line));
        return null;
    }

    private string Unknown(NameUse use)
    {
        var kinds = use.Kinds.Count == 1 ? use.Kinds[0] : $"{string.Join(", ", use.Kinds.SkipLast(1))} or {use.Kinds[^1]}";
        List<string> known = [.. _introduced.Where(each => use.Kinds.Contains(each.Kind)).Select(each => each.Name)];
        var other = _introduced.Find(each => each.Name == use.Name);
        var hint = other.Name is not null ? $"; \"{use.Name}\" is a {other.Kind}, from line {other.Line}"
            : known.Count == 0 ? $"; a step before this one has to introduce it"
            : Suggestion.Among(use.Name, known) is { Length: > 0 } near ? near
            : $"; there are {string.Join(", ", known.Select(name => $"\"{name}\""))}";
        return $"there is no {kinds} \"{use.Name}\"{hint}";
    }

    private sealed record NameUse(IReadOnlyList<string> Kinds, string Name, bool IsNew, int Line, int Column);
}
