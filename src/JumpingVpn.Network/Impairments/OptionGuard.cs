using System.Runtime.CompilerServices;

namespace JumpingVpn.Network.Impairments;

/// <summary>Refuses impossible options with one full sentence, the same in every culture.</summary>
internal static class OptionGuard
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static void Refuse(bool impossible, [InterpolatedStringHandlerArgument(nameof(impossible))] RefusalSentence sentence)
    {
        if (impossible)
        {
            throw new ArgumentException(sentence.Finish());
        }
    }

    public static void RefuseTime(string what, TimeSpan time) =>
        Refuse(time < TimeSpan.Zero || time > Longest, $"A {what} of {time:c} is impossible: it must be from 0 to {Longest:c}.");
}
