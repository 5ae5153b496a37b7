using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Steps;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Takes the network of a scenario: its Given steps are run on the simulated network, and what they set up is read there, so each
/// sentence means what it means in the scenario.</summary>
internal static class FeatureNetwork
{
    // Between a host on the public network and a server nothing is translated; this is the nearest that a relay can be.
    private const string Open = "full cone";

    /// <summary>Reads the network between a host and the servers.</summary>
    /// <param name="place">One scenario: <c>FILE:LINE</c>.</param>
    /// <param name="node">Whose network, where the scenario has several: a host, one of its interfaces or a NAT; null if they are all
    /// alike.</param>
    public static Parsed<BoxNetwork> Read(string place, string? node)
    {
        using StepVocabulary vocabulary = SessionVocabulary.Load();
        var catalog = FeatureCatalog.Load(place);
        if (catalog.Errors.Count > 0)
        {
            return Parsed<BoxNetwork>.Invalid(catalog.Errors[0].ToString().TrimEnd('.'));
        }

        if (catalog.Scenarios is not [Scenario scenario])
        {
            return Parsed<BoxNetwork>.Invalid(
                $"there are {catalog.Scenarios.Count} scenarios at {place}; name the line of one, such as {PlaceOf(catalog.Scenarios)}"
            );
        }

        Scenario given = scenario with { Steps = [.. scenario.Steps.TakeWhile(static step => step.Kind == StepKind.Given)] };
        PlannedScenario planned = new ScenarioPlanner(vocabulary).Plan(given);
        if (planned.Errors.FirstOrDefault() is { } wrong)
        {
            return Parsed<BoxNetwork>.Invalid(wrong.ToString().TrimEnd('.'));
        }

        SceneNetwork seen = new(given.Steps.Count);
        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();
        ScenarioResult result = worker.Run(
            planned,
            new LabSettings
            {
                Backend = BackendTags.Simulated,
                Seed = 1,
                Witness = seen,
            }
        );
        return seen.Networks.Count > 0
            ? Choose(seen, node)
            : Parsed<BoxNetwork>.Invalid($"what is given there cannot be set up: {result.Message ?? "there is nothing"}");
    }

    private static Parsed<BoxNetwork> Choose(SceneNetwork seen, string? node)
    {
        if (node is not null)
        {
            return seen.Nodes.Contains(node)
                ? Between(seen, node)
                : Parsed<BoxNetwork>.Invalid($"there is no \"{node}\" there; it has {Quoted(seen.Nodes)}");
        }

        if (seen.Clients.Count == 0)
        {
            return Parsed<BoxNetwork>.Invalid("its Given steps have no client, so there is no network between a client and a server");
        }

        Parsed<BoxNetwork>[] all = [.. seen.Clients.Select(client => Between(seen, client)).Distinct()];
        return all.Length == 1
            ? all[0]
            : Parsed<BoxNetwork>.Invalid($"the networks of {Quoted(seen.Clients)} differ; say whose it is with --from-node NAME");
    }

    private static Parsed<BoxNetwork> Between(SceneNetwork seen, string node)
    {
        IReadOnlyList<string> nats = seen.NatsOf(node);
        if (nats.Count > 1)
        {
            return Parsed<BoxNetwork>.Invalid(
                $"\"{node}\" is behind {Quoted(nats)}, and this is one NAT: start one for each, with --from-node, one in front of the other"
            );
        }

        string[] busy = [.. nats.Prepend(node).Distinct().Where(name => IsBusy(seen.Networks[name]))];
        if (busy.Length > 1)
        {
            return Parsed<BoxNetwork>.Invalid(
                $"the links of {Quoted(busy)} both do something, but only one fits here: take that of the NAT with --from-node {nats[0]}, "
                    + "and give the other by options"
            );
        }

        BoxNetwork link = seen.Networks[busy.FirstOrDefault() ?? node];
        return link with { Nat = nats.Count == 0 ? NatSettings.Kind(Open) : seen.Networks[nats[0]].Nat };
    }

    private static string PlaceOf(IReadOnlyList<Scenario> scenarios) =>
        scenarios.Count == 0 ? "my.feature:12" : $"{scenarios[0].Feature.Path}:{scenarios[0].Line}";

    private static bool IsBusy(BoxNetwork network) =>
        network.Up != LinkOptions.Perfect || network.Down != LinkOptions.Perfect || network.UpSchedule is not null;

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
