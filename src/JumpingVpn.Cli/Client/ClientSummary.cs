using System.Globalization;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Client;

/// <summary>What a client went through, at its end.</summary>
/// <param name="Sent">Messages that were asked for.</param>
/// <param name="Acknowledged">Those that the server's application has.</param>
/// <param name="Lost">Those that it is not known to have.</param>
/// <param name="Received">Messages of the server's.</param>
/// <param name="Switches">How often the session went to another transport.</param>
/// <param name="RoundTrips">From a message to its acknowledgement, with every outage between.</param>
/// <param name="Recoveries">From a break to the first answer after it.</param>
internal sealed record ClientSummary(
    long Sent,
    long Acknowledged,
    long Lost,
    long Received,
    int Switches,
    Spread RoundTrips,
    Spread Recoveries
) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ClientSummary);

    /// <summary>The same in lines for people.</summary>
    public IEnumerable<string> Lines =>
        [
            FormattableString.Invariant($"messages      {Sent} sent, {Acknowledged} acknowledged, {Lost} lost; {Received} received"),
            RoundTrips.Count == 0 ? "round trips   none" : $"round trips   {Text(RoundTrips)}",
            FormattableString.Invariant($"switches      {Switches}{Recovered}"),
        ];

    private string Recovered =>
        Recoveries.Count switch
        {
            0 => "",
            1 => $"; recovered in {Ms(Recoveries.Longest)}",
            _ => FormattableString.Invariant($"; recovered {Recoveries.Count} times: {Text(Recoveries)}"),
        };

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("sent", Sent);
        members.Number("acknowledged", Acknowledged);
        members.Number("lost", Lost);
        members.Number("received", Received);
        members.Number("switches", Switches);
        members.Number("recoveries", Recoveries.Count);
        Write(members, "rtt", RoundTrips);
        Write(members, "recovery", Recoveries);
    }

    private static void Write(EventMembers members, string name, in Spread spread)
    {
        if (spread.Count > 0)
        {
            members.Number($"{name}_median_us", (long)spread.Median.TotalMicroseconds);
            members.Number($"{name}_90_us", (long)spread.Ninetieth.TotalMicroseconds);
            members.Number($"{name}_99_us", (long)spread.NinetyNinth.TotalMicroseconds);
            members.Number($"{name}_longest_us", (long)spread.Longest.TotalMicroseconds);
        }
    }

    private static string Text(in Spread spread) =>
        $"{Ms(spread.Median)} median, {Ms(spread.Ninetieth)} 90 %, {Ms(spread.NinetyNinth)} 99 %, {Ms(spread.Longest)} longest";

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
