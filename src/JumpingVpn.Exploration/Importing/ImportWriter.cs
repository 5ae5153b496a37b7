using System.Globalization;
using System.Text;
using JumpingVpn.Lab;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Importing;

/// <summary>Writes a draft as a feature file.</summary>
internal static class ImportWriter
{
    public static string Write(ImportDraft draft, string title, bool withBytes)
    {
        var text = new StringBuilder();
        if (WhySimulatedAlone(draft) is { } reason)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"# {reason}");
            text.AppendLine("@sim-only");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Feature: {title}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Imported from a capture: {Sum(draft)}.");
        text.AppendLine();
        foreach (string line in draft.Nats.SelectMany(static nat => nat.Findings.Told).Concat(draft.NotUnderstood))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  # {line}");
        }

        foreach (ImportedHost host in draft.Hosts)
        {
            string address = host.Address.ToString();
            text.AppendLine(CultureInfo.InvariantCulture, $"  # \"{host.Name}\" is {address[..address.LastIndexOf(':')]} in the capture.");
        }

        text.AppendLine("  Scenario: The same datagrams, at the same times, with the same fates");
        string keyword = "Given";
        void Step(string sentence)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {keyword} {sentence}");
            keyword = "And";
        }

        WriteTopology(draft, text, Step);
        WriteLinks(draft, text, Step);
        foreach (string fault in draft.Faults())
        {
            Step(fault);
        }

        keyword = "When";
        Step("these datagrams are sent:");
        WriteDatagrams(draft, text, withBytes);
        int[] missing =
        [
            .. draft
                .Lines.Select(static (line, i) => (line, i))
                .Where(static it => !it.line.Journey.ArrivesWhole)
                .Select(static it => it.i + 1),
        ];
        keyword = "Then";
        Step(
            missing.Length == 0
                ? "all of these datagrams have arrived"
                : $"all of these datagrams have arrived except {DatagramNumbers.Write(missing)}"
        );
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string? WhySimulatedAlone(ImportDraft draft) =>
        draft.Hosts.All(static host => !host.Address.IsIPv4) ? "Real sockets have no IPv6 network of many hosts."
        : draft.Links.Nodes.Any(node => draft.Hosts.Any(host => host.Name == node && host.Behind is null))
            ? "Over real sockets, peers on the public network answer each other directly: their links cannot be impaired."
        : null;

    private static string Sum(ImportDraft draft)
    {
        int lost = draft.Lines.Count(static line => !line.Journey.ArrivesWhole);
        string datagrams =
            draft.Lines.Count == 1 ? "1 datagram" : string.Create(CultureInfo.InvariantCulture, $"{draft.Lines.Count} datagrams");
        string hosts = draft.Hosts.Count() is > 1 and var count ? string.Create(CultureInfo.InvariantCulture, $"{count} hosts") : "1 host";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{datagrams} of {hosts} in {DurationWords.Of(draft.Lines[^1].At)}, {lost} of which did not arrive"
        );
    }

    private static void WriteTopology(ImportDraft draft, StringBuilder text, Action<string> step)
    {
        bool isIPv6 = draft.Hosts.All(static host => !host.Address.IsIPv4);
        if (isIPv6)
        {
            step("an IPv6 network");
        }

        if (draft.Nats.Count > 0)
        {
            step("the NATs:");
            string[] columns = [.. draft.Nats.SelectMany(static nat => nat.Findings.Cells.Select(static cell => cell.Column)).Distinct()];
            Table(
                text,
                ["name", .. columns],
                draft.Nats.Select(nat =>
                    columns
                        .Select(column => nat.Findings.Cells.FirstOrDefault(cell => cell.Column == column).Value ?? "")
                        .Prepend(nat.Name)
                        .ToArray()
                )
            );
        }

        foreach (ImportedHost host in draft.Hosts)
        {
            step(host.Behind is null ? $"a peer \"{host.Name}\"" : $"a peer \"{host.Name}\" behind \"{host.Behind}\"");
        }
    }

    private static void WriteLinks(ImportDraft draft, StringBuilder text, Action<string> step)
    {
        string[][] rows =
        [
            .. draft.Links.Delays.Select(static it =>
                new[] { it.Key.Node, it.Key.Way == LinkWays.Up ? "up" : "down", DurationWords.Of(it.Delay) }
            ),
        ];
        if (rows.Length > 0)
        {
            step("the links:");
            Table(text, ["link of", "way", "delay"], rows);
        }
    }

    private static void WriteDatagrams(ImportDraft draft, StringBuilder text, bool withBytes)
    {
        bool anySeen = draft.Lines.Any(static line => line.SeenIn is not null);
        string[] Row(DatagramLine line)
        {
            ReadOnlySpan<byte> payload = line.Journey.Flight.Payload.Span;
            string bytes =
                withBytes && payload.Length > 0
                    ? $"0x{Convert.ToHexStringLower(payload)}"
                    : payload.Length.ToString(CultureInfo.InvariantCulture);
            string[] cells = [DurationWords.Of(line.At), line.From, line.To, bytes];
            return anySeen ? [.. cells, line.SeenIn?.ToString(CultureInfo.InvariantCulture) ?? ""] : cells;
        }

        string[] header = ["at", "from", "to", "bytes"];
        Table(text, anySeen ? [.. header, "seen in"] : header, draft.Lines.Select(Row));
    }

    private static void Table(StringBuilder text, string[] header, IEnumerable<string[]> body)
    {
        string[][] rows = [header, .. body.Select(static row => row.Select(Escaped).ToArray())];
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.Append("      | ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
        }
    }

    private static string Escaped(string cell) =>
        cell.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
