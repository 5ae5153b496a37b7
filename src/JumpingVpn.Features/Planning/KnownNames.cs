using JumpingVpn.Features.Wording;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Planning;

/// <summary>The names of one scenario, as far as its steps have been read.</summary>
/// <param name="all">What the whole scenario introduces, later steps included.</param>
internal sealed class KnownNames(IReadOnlyList<NameUse> all)
{
    private readonly List<NameUse> _introduced = [];
    private readonly List<string> _guesses = [];

    /// <summary>The first that was introduced of some kinds; null for none.</summary>
    public NameUse? First(IReadOnlyList<string> kinds) => _introduced.Find(known => known.Slot.Kinds.Any(kinds.Contains));

    /// <summary>A step that is not understood may introduce whatever it quotes.</summary>
    public void Guess(string sentence) => _guesses.Add(sentence);

    /// <summary>So may the arguments of a step that does not say what they are.</summary>
    public void Guess(PlannedStep step, IReadOnlyList<NameSlot> slots)
    {
        MatchArgument[] arguments = step.Match!.Arguments;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Value is string text && slots.All(slot => slot.Parameter != i))
            {
                _guesses.Add($"\"{text}\"");
            }
        }
    }

    /// <summary>Takes a new name in; why it cannot be new, or null.</summary>
    public string? Introduce(NameUse use)
    {
        if (use.Written.Trim().Length == 0)
        {
            return $"{WithArticle(use)} needs a name";
        }

        if (_introduced.Find(known => known.FullName == use.FullName) is { } same)
        {
            return $"there is {WithArticle(same)} \"{use.FullName}\" already, in line {same.Line}; choose another name";
        }

        _introduced.Add(use);
        return null;
    }

    /// <summary>Why a name names nothing of the right kind; null if it does.</summary>
    public string? Refuse(NameUse use)
    {
        NameUse? other = _introduced.Find(known => known.FullName == use.FullName);
        return (other is not null && Fits(other, use)) || IsGuess(use.FullName)
            ? null
            : $"there is no {use.Slot.What} \"{use.FullName}\"{Hint(use, other)}";
    }

    private bool IsGuess(string name) => _guesses.Exists(guess => guess.Contains($"\"{name}\"", StringComparison.Ordinal));

    private string Hint(NameUse use, NameUse? other)
    {
        if (other is not null)
        {
            return $"; \"{use.FullName}\" is {WithArticle(other)}, from line {other.Line}";
        }

        if (all.FirstOrDefault(each => each.FullName == use.FullName && Fits(each, use)) is { } later)
        {
            return $" yet; it is introduced in line {later.Line}, after this";
        }

        int owner = use.Slot.Owner < 0 ? 0 : use.FullName.Length - use.Written.Length;
        List<string> fitting =
        [
            .. _introduced
                .Where(each => Fits(each, use) && each.FullName.StartsWith(use.FullName[..owner], StringComparison.Ordinal))
                .Select(each => each.FullName[owner..]),
        ];
        return fitting.Count == 0 ? $"; a step before this one has to introduce it"
            : Suggestion.Among(use.FullName[owner..], fitting) is { Length: > 0 } near ? near
            : fitting.Count == 1 ? $"; there is only \"{fitting[0]}\""
            : $"; there are {string.Join(", ", fitting.Select(static name => $"\"{name}\""))}";
    }

    private static bool Fits(NameUse introduced, NameUse wanted) => introduced.Slot.Kinds.Any(wanted.Slot.Kinds.Contains);

    // "a user": what counts is the sound, and of the vowels only u often sounds like a consonant.
    private static string WithArticle(NameUse use) =>
        $"{("aeio".Contains(use.Slot.What[0], StringComparison.Ordinal) ? "an" : "a")} {use.Slot.What}";
}
