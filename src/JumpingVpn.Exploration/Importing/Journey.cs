using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>A datagram on the way from one host to another.</summary>
internal sealed class Journey
{
    public required Flight Flight { get; init; }

    public required ImportedHost From { get; init; }

    public required ImportedHost To { get; init; }

    /// <summary>The receiver's endpoint, as it is behind its NAT.</summary>
    public required TransportAddress ToEnd { get; init; }

    /// <summary>Where the sender sent it.</summary>
    public TransportAddress Meant => Flight.First.Destination;

    /// <summary>The sender's endpoint, as it is behind its NAT.</summary>
    public required TransportAddress FromEnd { get; init; }

    /// <summary>When it was sent.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>When it passed the sender's NAT; null without one, or where it did not.</summary>
    public TimeSpan? OutAt { get; init; }

    /// <summary>When it reached the receiver's NAT; null without one, or where it did not.</summary>
    public TimeSpan? InAt { get; init; }

    /// <summary>When it arrived; null if it did not, or nothing says when.</summary>
    public TimeSpan? ArrivedAt { get; init; }

    /// <summary>The source as the public network saw it.</summary>
    public required TransportAddress Shown { get; init; }

    public required JourneyFate Fate { get; set; }

    /// <summary>True if the NAT that was inferred does not explain why it was kept, so that a link has to lose it.</summary>
    public bool IsTakenOut { get; set; }

    /// <summary>The datagram of which it is a copy that a link made.</summary>
    public Journey? CopyOf { get; init; }

    /// <summary>Whether it stays behind one NAT.</summary>
    public bool IsHairpin => From.Behind is not null && From.Behind == To.Behind;

    /// <summary>Whether it arrives as it was sent.</summary>
    public bool ArrivesWhole => Fate == JourneyFate.Arrived && Flight.Flipped is null;

    /// <summary>When it had surely arrived; null if it did not.</summary>
    public TimeSpan? KnownBy => ArrivesWhole ? ArrivedAt ?? InAt ?? OutAt ?? SentAt : null;
}
