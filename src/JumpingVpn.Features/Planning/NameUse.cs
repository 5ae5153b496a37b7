using System.Globalization;
using JumpingVpn.Features.Documents;
using Table = Reqnroll.Table;

namespace JumpingVpn.Features.Planning;

/// <summary>A name in a step, and where it stands.</summary>
/// <param name="Slot">What it has to be.</param>
/// <param name="Written">As the file says it.</param>
/// <param name="FullName">With its owner's, without a part.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal sealed record NameUse(NameSlot Slot, string Written, string FullName, int Line, int Column)
{
    // More than anybody can mean: a rule on the argument refuses it.
    private const int MostNumbered = 10_000;

    /// <summary>The names in a slot of a step: one in a sentence, or one for each of a number of things; any number in a table.</summary>
    public static IEnumerable<NameUse> In(NameSlot slot, PlannedStep step)
    {
        if (slot.Fixed is { } known)
        {
            return [new NameUse(slot, known, known, step.Step.Line, step.Step.Column)];
        }

        if (step.Match is not { } match || slot.Parameter < 0 || slot.Parameter >= match.Arguments.Length)
        {
            return [];
        }

        if (match.Arguments[slot.Parameter].Value is Table)
        {
            return slot.Column is null
                ? []
                : step
                    .Step.Table!.CellsOf(slot.Column)
                    .Where(static cell => cell.Text.Length > 0)
                    .Select(cell => new NameUse(slot, Whole(slot, cell.Text), Whole(slot, cell.Text), cell.Line, cell.Column));
        }

        return TextOf(slot.Parameter, step) is { } text ? Numbered(slot, step, InSentence(slot, step, text)) : [];
    }

    private static IEnumerable<NameUse> Numbered(NameSlot slot, PlannedStep step, NameUse all) =>
        slot.Count < 0 ? [all]
        : all.Written.Length > 0 && int.TryParse(TextOf(slot.Count, step), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? Enumerable
                .Range(1, Math.Min(count, MostNumbered))
                .Select(number => all with { FullName = string.Create(CultureInfo.InvariantCulture, $"{all.FullName}-{number}") })
        : [];

    private static NameUse InSentence(NameSlot slot, PlannedStep step, string text)
    {
        ScenarioStep where = step.Step;
        int column = step.Match!.Arguments[slot.Parameter].StartOffset is { } offset ? where.ColumnOf(offset) : where.Column;
        string name = Whole(slot, text);
        string full = slot.Owner >= 0 && TextOf(slot.Owner, step) is { } owner ? $"{owner}.{name}" : name;
        return new NameUse(slot, name, full, where.Line, column);
    }

    /// <summary>The name of the thing, where the text goes on to name a part of it.</summary>
    private static string Whole(NameSlot slot, string text)
    {
        int end = slot.PartsAfter is { } mark ? text.LastIndexOf(mark, StringComparison.Ordinal) : -1;
        return end > 0 ? text[..end] : text;
    }

    private static string? TextOf(int parameter, PlannedStep step) =>
        parameter < step.Match!.Arguments.Length ? step.Match.Arguments[parameter].Value as string : null;
}
