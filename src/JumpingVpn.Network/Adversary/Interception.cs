using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Adversary;

/// <summary>What an attacker on the path decided to do with one datagram. Of several attackers the first who does not let it pass
/// decides.</summary>
/// <remarks>Addresses cannot be rewritten: over real sockets the source is the socket's. To send elsewhere, drop and inject.</remarks>
public readonly record struct Interception
{
    /// <summary>Lets it pass: the default value.</summary>
    public static Interception Pass => default;

    /// <summary>Removes it.</summary>
    public static Interception Drop => new() { Kind = InterceptionKind.Drop };

    /// <summary>Keeps it until he releases what he holds.</summary>
    public static Interception Hold => new() { Kind = InterceptionKind.Hold };

    /// <summary>What he does.</summary>
    public InterceptionKind Kind { get; private init; }

    /// <summary>How long he keeps it before it enters the link; later ones may overtake it.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>The bytes that go on instead; null for its own. Not copied until the call has returned.</summary>
    public ReadOnlyMemory<byte>? Payload { get; private init; }

    /// <summary>Lets it go on later.</summary>
    /// <exception cref="ArgumentException">The time is not above 0, or longer than a day.</exception>
    public static Interception Delay(TimeSpan by)
    {
        LinkTime.Check("delay by an attacker", by);
        OptionGuard.Refuse(by == TimeSpan.Zero, $"An attacker who delays by {by:c} does nothing: give a time above 0.");
        return new Interception { Kind = InterceptionKind.Forward, Wait = by };
    }

    /// <summary>Lets it go on with other bytes, of any length that UDP carries.</summary>
    /// <exception cref="ArgumentException">They are more than <see cref="UdpLimits.LongestPayload"/>.</exception>
    public static Interception Rewrite(ReadOnlyMemory<byte> payload)
    {
        OptionGuard.Refuse(
            payload.Length > UdpLimits.LongestPayload,
            $"An attacker cannot rewrite a datagram to {payload.Length} bytes: UDP carries at most {UdpLimits.LongestPayload}."
        );
        return new Interception { Kind = InterceptionKind.Forward, Payload = payload };
    }

    /// <summary>Lets it go on with other bytes, later.</summary>
    /// <exception cref="ArgumentException">They are more than <see cref="UdpLimits.LongestPayload"/>, or the time is not above 0, or
    /// longer than a day.</exception>
    public static Interception Rewrite(ReadOnlyMemory<byte> payload, TimeSpan by) => Rewrite(payload) with { Wait = Delay(by).Wait };
}
