using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>What the times of a link have in common: they are a day at most.</summary>
internal static class LinkTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Refuses a time that no link can have.</summary>
    /// <exception cref="ArgumentException">It is negative or longer than a day; the message names it and the bounds.</exception>
    public static void Check(string what, TimeSpan time) =>
        OptionGuard.Refuse(
            time < TimeSpan.Zero || time > Longest,
            $"A {what} of {time:c} is impossible: it must be from 0 to {Longest:c}."
        );
}
