using System.Globalization;

namespace JumpingVpn.Simulation.Time;

/// <summary>A timer that waits for its time, as it stood when it was asked for.</summary>
/// <param name="Due">The virtual time at which it fires.</param>
/// <param name="Period">How often it fires after that; null for once.</param>
/// <param name="IsPerpetual">Whether it was marked as one that nobody waits for.</param>
/// <param name="Callback">The method it calls, for people.</param>
public sealed record ArmedTimer(TimeSpan Due, TimeSpan? Period, bool IsPerpetual, string Callback)
{
    /// <summary>The host whose clock it follows; null for the network's own clock.</summary>
    public string? Owner { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        string owner = Owner is null ? "" : $"{Owner}: ";
        string every = Period is { } period ? string.Create(CultureInfo.InvariantCulture, $", every {period:c}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{owner}{Callback} at {Due:c}{every}{(IsPerpetual ? ", perpetual" : "")}");
    }
}
