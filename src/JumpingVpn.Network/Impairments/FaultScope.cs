using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>Which datagrams of one direction of a link a fault strikes. Everything that is given must hold.</summary>
public sealed record FaultScope
{
    /// <summary>Every datagram.</summary>
    public static FaultScope All { get; } = new();

    /// <summary>Only datagrams that it chooses; <see cref="Nth"/> and <see cref="Every"/> count only these.</summary>
    /// <value>Default: null, any.</value>
    public DatagramPredicate? Where { get; init; }

    /// <summary>Only datagrams from this address, its port 0 for any port.</summary>
    /// <value>Default: null, any.</value>
    public TransportAddress? Source { get; init; }

    /// <summary>Only datagrams to this address, its port 0 for any port.</summary>
    /// <value>Default: null, any.</value>
    public TransportAddress? Destination { get; init; }

    /// <summary>Only the nth of these, once; the first is 1.</summary>
    /// <value>Default: null.</value>
    public long? Nth { get; init; }

    /// <summary>Every nth of these.</summary>
    /// <value>Default: null.</value>
    public long? Every { get; init; }

    /// <summary>At most so often.</summary>
    /// <value>Default: null, without end.</value>
    public long? Times { get; init; }

    /// <summary>What it chooses, for messages.</summary>
    /// <value>Default: "datagram".</value>
    public string What { get; init; } = "datagram";

    /// <summary>In words: <c>the 3rd datagram</c>.</summary>
    public override string ToString() =>
        Nth is { } nth ? $"the {Ordinal(nth)} {What}"
        : Every is { } every ? $"every {Ordinal(every)} {What}"
        : Times == 1 ? $"the next {What}"
        : $"every {What}";

    internal void Validate()
    {
        OptionGuard.Refuse(Nth is < 1, $"The datagram number {Nth} is impossible: the first is 1.");
        OptionGuard.Refuse(Every is < 1, $"Every {Every}th datagram is impossible: it must be at least every 1st.");
        OptionGuard.Refuse(Times is < 1, $"A fault that strikes at most {Times} times does nothing: it must be at least 1.");
        OptionGuard.Refuse(
            Nth is not null && Every is not null,
            $"The {Nth}th and every {Every}th datagram are contradictory: give one of them."
        );
        OptionGuard.Refuse(Nth is not null && Times > 1, $"The {Nth}th datagram comes once and not {Times} times: give one of them.");
    }

    internal bool Matches(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination) =>
        IsAt(Source, source) && IsAt(Destination, destination) && (Where is null || Where(payload, source, destination));

    private static string Ordinal(long number) =>
        FormattableString.Invariant(
            $"{number}{(number / 10 % 10 == 1 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}"
        );

    private static bool IsAt(in TransportAddress? wanted, in TransportAddress address) =>
        wanted is not { } it || (it.Port == 0 ? it.SameHost(address) : it == address);
}
