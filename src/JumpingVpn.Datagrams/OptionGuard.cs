using System.Runtime.CompilerServices;

namespace JumpingVpn.Datagrams;

/// <summary>Refuses impossible options with one full sentence, the same in every culture. All projects check their options by it.</summary>
internal static class OptionGuard
{
    /// <summary>Refuses options.</summary>
    /// <exception cref="ArgumentException">They are impossible; the message is the sentence.</exception>
    public static void Refuse(bool impossible, [InterpolatedStringHandlerArgument(nameof(impossible))] RefusalSentence sentence)
    {
        if (impossible)
        {
            throw new ArgumentException(sentence.Finish());
        }
    }

    /// <summary>Refuses an option that is less or more than it may be; both bounds are allowed.</summary>
    /// <exception cref="ArgumentException">It is outside; the message names it, its value and the bounds.</exception>
    public static void RefuseOutside<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        Refuse(value.CompareTo(least) < 0 || value.CompareTo(most) > 0, $"{name} is {value}, but it must be from {least} to {most}.");
}
