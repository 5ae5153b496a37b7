using System.Globalization;
using System.Text.Json;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>The side that answers, as a program.</summary>
internal static class StunServerProgram
{
    /// <summary>Answers until <see cref="Surroundings.Stop"/>.</summary>
    /// <param name="address">The address with its port.</param>
    /// <param name="alternate">Another address; null for none.</param>
    /// <param name="asJson">Lines of JSON instead of sentences.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(
        TransportAddress address,
        TransportAddress? alternate,
        bool asJson,
        Surroundings surroundings
    )
    {
        (StunServer? server, string? error) = await StunServer.StartAsync(address, alternate, surroundings.Clock);
        if (server is null)
        {
            return Outcome.Usage(error!);
        }

        await using (server)
        {
            surroundings.Out.WriteLine(asJson ? StartJson(server) : StartSentence(server));
            await surroundings.Stop.WhenCancelledAsync();
            surroundings.Out.WriteLine(asJson ? EndJson(server) : EndSentence(server));
        }

        return Outcome.Stopped(surroundings);
    }

    private static string StartSentence(StunServer server) =>
        $"Answering STUN on {string.Join(", ", server.Endpoints)}. Ctrl-C ends it."
        + (
            server.Endpoints.Count > 2
                ? ""
                : " With one address it cannot show whether a mapping or a filter depends on the address; --alternate gives it another."
        );

    private static string EndSentence(StunServer server) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{server.Answered} answered, {server.Ignored} no STUN request, {server.OverBudget} "
                + $"above {Stun.AnswerBudget.AnswersPerSecond} a second."
        );

    private static string StartJson(StunServer server) =>
        $$"""{"event":"StunServerStart","endpoints":{{JsonSerializer.Serialize(server.Endpoints.Select(one => one.ToString()))}}}""";

    private static string EndJson(StunServer server) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"event":"StunServerEnd","answered":{{server.Answered}},"ignored":{{server.Ignored}},"""
                + $"\"over_budget\":{server.OverBudget}}}"
        );
}
