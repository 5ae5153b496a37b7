using System.Reflection;
using System.Text.RegularExpressions;
using JumpingVpn.Features;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Steps.Tests.Naming;

/// <summary>The plan can only hold a feature to names that the steps declare.</summary>
public sealed partial class AnnotationTests
{
    // Quoted texts that are no names, each with the reason.
    private static readonly Dictionary<string, string> NoNames = new(StringComparer.Ordinal)
    {
        ["AttackSteps.SendsText: text"] = "the bytes of a datagram",
        ["DisturbanceSteps.Comes: text"] = "the same",
        ["EndpointSteps.GivenAnEndpoint: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointWith: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointOn: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointOnWith: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointBehind: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointBehindWith: program"] = "a file or a command",
        ["EndpointSteps.GivenAnEndpointWith: configuration"] = "a text that the endpoint understands",
        ["EndpointSteps.GivenAnEndpointOnWith: configuration"] = "a text that the endpoint understands",
        ["EndpointSteps.GivenAnEndpointBehindWith: configuration"] = "a text that the endpoint understands",
        ["EndpointSteps.IsTold: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.ThenSaysWithin: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.ThenHasSaid: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.ThenHasSaidOnce: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.ThenHasSaidTimes: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.ThenHasNeverSaid: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.MustNeverSay: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.MustSayAtMost: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.MustSayEachOnce: line"] = "a line that an endpoint is told or says",
        ["EndpointSteps.MustSayAfterHealing: line"] = "a line that an endpoint is told or says",
        ["ManipulationSteps.SendsTextAs: text"] = "the bytes of a datagram",
        ["ManipulationSteps.AnswersAsReceiver: text"] = "the bytes of a datagram",
        ["ManipulationSteps.ThenNoSuchSession: id"] = "the id of a session",
        ["OnPathSteps.Changes: member"] = "a member of a message",
        ["OnPathSteps.Changes: value"] = "the value of a member",
    };

    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();

    [Fact]
    public void Every_quoted_argument_introduces_or_names_something_or_is_no_name()
    {
        List<string> bare =
        [
            .. Vocabulary
                .Steps.SelectMany(Quoted)
                .Distinct()
                .Where(found => !Speaks(found.Parameter))
                .Select(found => $"{found.Step}: {found.Parameter.Name}")
                .Distinct(),
        ];

        bare.Should().BeEquivalentTo(NoNames.Keys);
    }

    [Fact]
    public void Whatever_a_step_names_another_one_introduces()
    {
        List<ParameterInfo> all = [.. Vocabulary.Steps.SelectMany(step => step.Method.GetParameters())];
        List<string> introduced =
        [
            .. all.SelectMany(it => it.GetCustomAttributes<IntroducesAttribute>()).SelectMany(it => it.Also.Prepend(it.Kind)).Distinct(),
        ];
        List<string> named = [.. all.SelectMany(it => it.GetCustomAttributes<NamesAttribute>()).SelectMany(it => it.Kinds).Distinct()];

        named.Should().BeEquivalentTo(introduced);
    }

    private static bool Speaks(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(IntroducesAttribute)) || parameter.IsDefined(typeof(NamesAttribute));

    private static IEnumerable<(string Step, ParameterInfo Parameter)> Quoted(StepBinding step)
    {
        ParameterInfo[] parameters = step.Method.GetParameters();
        MatchCollection places = Place().Matches(step.Expression);
        return places
            .Select((place, index) => (place.Value, Index: index))
            .Where(place => place.Value == "{string}")
            .Select(place => (step.MethodName, parameters[place.Index]));
    }

    [GeneratedRegex(@"\{\w*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
