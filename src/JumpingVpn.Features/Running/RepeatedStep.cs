using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Running;

/// <summary>A step of a repeated scenario: the method that it calls, and its arguments as far as one run's serve the next.</summary>
internal sealed class RepeatedStep
{
    private readonly BindingMatch _match;
    private readonly StepContext _context;
    private readonly object?[] _arguments;
    private readonly bool[] _isMadeEachTime;
    private readonly IBindingType[] _types;

    /// <summary>Prepares a step.</summary>
    /// <param name="planned">The step and its match.</param>
    /// <param name="call">Its method.</param>
    /// <param name="context">What Reqnroll tells of a step's surroundings.</param>
    /// <param name="converter">Knows which transformation makes an argument.</param>
    public RepeatedStep(PlannedStep planned, BindingCall call, StepContext context, ArgumentConverter converter)
    {
        Step = planned.Step;
        Call = call;
        _context = context;
        _match = new BindingMatch(planned.Match!.StepBinding, planned.Match.ScopeMatches, planned.Match.Arguments, context);
        _types = [.. planned.Match.StepBinding.Method.Parameters.Select(static parameter => parameter.Type)];
        _arguments = new object?[_types.Length];
        _isMadeEachTime = new bool[_types.Length];
        for (int i = 0; i < _types.Length; i++)
        {
            object? value = planned.Match.Arguments[i].Value;
            IStepArgumentTransformationBinding? transformation = converter.TransformationFor(value, _types[i]);
            bool serves =
                (transformation is null || StepArguments.IsPure(transformation))
                && planned.Arguments[i] is var made
                && (made is null || UnchangingTypes.Contains(made.GetType()) || UnchangingTypes.Contains(call.Parameters[i]));
            _isMadeEachTime[i] = !serves;
            _arguments[i] = serves ? planned.Arguments[i] : value;
        }

        (Type, Block, Keyword) = Step.Kind switch
        {
            StepKind.Given => (StepDefinitionType.Given, ScenarioBlock.Given, StepDefinitionKeyword.Given),
            StepKind.When => (StepDefinitionType.When, ScenarioBlock.When, StepDefinitionKeyword.When),
            _ => (StepDefinitionType.Then, ScenarioBlock.Then, StepDefinitionKeyword.Then),
        };
    }

    public ScenarioStep Step { get; }

    public BindingCall Call { get; }

    public ScenarioBlock Block { get; }

    private StepDefinitionType Type { get; }

    private StepDefinitionKeyword Keyword { get; }

    /// <summary>What Reqnroll's context tells of it, for one run: a table in it is that run's own.</summary>
    public StepInfo Describe()
    {
        var table = Step.Table?.ToDataTable();
        return new StepInfo(Type, Step.Text, table, Step.DocString, string.Empty)
        {
            StepInstance = new StepInstance(Type, Keyword, Step.Keyword + " ", Step.Text, Step.DocString, table, _context),
        };
    }

    /// <summary>What the step is bound to.</summary>
    public BindingMatch MatchOf(StepInfo info) =>
        info.Table is null
            ? _match
            : new BindingMatch(
                _match.StepBinding,
                _match.ScopeMatches,
                [.. _match.Arguments.Select(argument => argument.Value is Table ? new MatchArgument(info.Table) : argument)],
                _context
            );

    /// <summary>The arguments for one run.</summary>
    /// <param name="info">Of this run.</param>
    /// <param name="convert">Makes one that does not serve several runs.</param>
    public object?[] ArgumentsOf(StepInfo info, Func<object, IBindingType, object?> convert)
    {
        if (_arguments.Length == 0)
        {
            return [];
        }

        object?[] arguments = [.. _arguments];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (_isMadeEachTime[i])
            {
                arguments[i] = convert(arguments[i] is Table ? info.Table : arguments[i]!, _types[i]);
            }
        }

        return arguments;
    }
}
