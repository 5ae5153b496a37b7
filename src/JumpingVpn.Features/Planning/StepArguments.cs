using System.Globalization;
using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Vocabulary;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using FeatureInfo = Reqnroll.FeatureInfo;
using Table = Reqnroll.Table;

namespace JumpingVpn.Features.Planning;

/// <summary>Tries to make the arguments of a step's method, so that a bad unit shows before anything runs.</summary>
internal sealed class StepArguments
{
    private readonly ArgumentConverter _converter;

    public StepArguments(IObjectContainer container)
    {
        _converter = (ArgumentConverter)container.Resolve<IStepArgumentTypeConverter>();

        // Transformations run in a scenario; the plan has one of its own that nothing else sees.
        IContextManager contexts = container.Resolve<IContextManager>();
        contexts.InitializeFeatureContext(new FeatureInfo(CultureInfo.InvariantCulture, string.Empty, "plan", string.Empty));
        contexts.InitializeScenarioContext(new ScenarioInfo("plan", string.Empty, [], null), null);
    }

    /// <summary>What is wrong with the arguments, in the order of the text; and those that could be made.</summary>
    public IReadOnlyList<ArgumentProblem> Try(BindingMatch match, ScenarioStep step, out IReadOnlyList<object?> arguments)
    {
        object?[] made = new object?[match.Arguments.Length];
        arguments = made;
        IBindingParameter[] parameters = [.. match.StepBinding.Method.Parameters];
        if (match.Arguments.Length != parameters.Length)
        {
            return [new ArgumentProblem(ExplainCount(match, parameters, step), step.Line, step.Column)];
        }

        ParameterInfo[] declared = StepVocabulary.MethodOf(match.StepBinding).GetParameters();
        List<ArgumentProblem> problems = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            Exception? refusal =
                Refuse(match.Arguments[i].Value, parameters[i].Type, out made[i])
                ?? ArgumentRules.Refuse(declared[i], match.Arguments[i].Value, made[i]);
            problems.AddRange(refusal is null ? [] : Place(refusal, match.Arguments[i], step));
        }

        return problems;
    }

    private Exception? Refuse(object value, IBindingType type, out object? made)
    {
        made = value;
        if (_converter.TransformationFor(value, type) is { } transformation)
        {
            return IsPure(transformation) ? Failure(value, type, out made) : null;
        }

        Type target = ((RuntimeBindingType)type).Type;
        if (value is string && _converter.RefusingTransformationFor(type) is { } refusing)
        {
            var parameter = StepParameter.Of(refusing);
            string name = parameter.Name is { Length: > 0 } known ? known : target.Name;
            return new FormatException(
                $"`{value}` does not match {{{name}}}{(parameter.Summary.Length > 0 ? $": {parameter.Summary}" : string.Empty)}"
            );
        }

        return target.IsInstanceOfType(value) ? null
            : _converter.Accepts(value, type) ? Failure(value, type, out made)
            : new FormatException(PlainValue.Refusal(value, target));
    }

    private Exception? Failure(object value, IBindingType type, out object? made)
    {
        try
        {
            Task<object> conversion = _converter.ConvertAsync(value, type, CultureInfo.InvariantCulture);
            Awaiting.Finish(conversion);
            made = conversion.Result;
            return null;
        }
        catch (Exception exception)
        {
            made = null;
            return exception;
        }
    }

    /// <summary>Whether a transformation needs nothing from the scenario, so that it can be tried without one.</summary>
    public static bool IsPure(IStepArgumentTransformationBinding transformation)
    {
        MethodInfo method = StepVocabulary.MethodOf(transformation);
        return method.IsStatic || Array.TrueForAll(method.ReflectedType!.GetConstructors(), TakesNothing);
    }

    private static bool TakesNothing(ConstructorInfo constructor) => constructor.GetParameters().Length == 0;

    private static IEnumerable<ArgumentProblem> Place(Exception refusal, MatchArgument argument, ScenarioStep step) =>
        (argument.Value, refusal) switch
        {
            (Table, TableException table) => table.All.Select(each => step.Table!.PlaceOf(each.Row ?? 0, each.Column, each.Message)),
            (Table, _) => [new ArgumentProblem(refusal.Message, step.Table!.Header.Line, step.Table.Header.Columns[0])],
            _ =>
            [
                new ArgumentProblem(refusal.Message, step.Line, argument.StartOffset is { } offset ? step.ColumnOf(offset) : step.Column),
            ],
        };

    private static string ExplainCount(BindingMatch match, IBindingParameter[] parameters, ScenarioStep step)
    {
        Type? last = parameters.Length == 0 ? null : (parameters[^1].Type as RuntimeBindingType)?.Type;
        return (match.Arguments.Length < parameters.Length) switch
        {
            true when typeof(Table).IsAssignableFrom(last) && step.Table is null =>
                "the step needs a table below it: expected rows like `| … |` on the next lines",
            true when last == typeof(string) && step.DocString is null =>
                "the step needs a doc string below it: expected `\"\"\"` on the next line",
            true when step.Table is null => "the step needs a table below it: expected rows like `| … |` on the next lines",
            false when step.Table is not null => "the step takes no table, but there is one below it",
            false when step.DocString is not null => "the step takes no doc string, but there is one below it",
            _ => $"the step gives {match.Arguments.Length} arguments, but {NameOf(match.StepBinding.Method)} takes {parameters.Length}",
        };
    }

    private static string NameOf(IBindingMethod method) => $"{method.Type.Name}.{method.Name}";
}
