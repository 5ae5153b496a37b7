namespace JumpingVpn.Network.Randomness;

/// <summary>
/// One seed, any number of named streams. A stream depends on the seed and its full label alone, so adding, removing or
/// reordering other streams shifts nothing: <c>source.Stream("link:phone>wifi/loss")</c>.
/// </summary>
public readonly struct RandomSource : IEquatable<RandomSource>
{
    private readonly ulong _seed;
    private readonly ulong _prefix;

    /// <summary>Creates the root of all streams of one world.</summary>
    /// <param name="seed">Any 64 bits; neighbouring seeds give unrelated streams.</param>
    public RandomSource(ulong seed)
        : this(seed, Fnv1a.Empty) { }

    private RandomSource(ulong seed, ulong prefix)
    {
        _seed = seed;
        _prefix = prefix;
    }

    /// <summary>
    /// A source whose labels all begin with <paramref name="prefix"/>: <c>Within("a/").Stream("b")</c> is
    /// <c>Stream("a/b")</c>.
    /// </summary>
    public RandomSource Within(ReadOnlySpan<char> prefix) => new(_seed, Fnv1a.Append(_prefix, prefix));

    /// <summary>A new stream at its beginning. Asking twice for one label gives two streams of equal numbers.</summary>
    public RandomStream Stream(ReadOnlySpan<char> label) => new(SeedOf(label));

    /// <summary>The numbers of <see cref="Stream"/>, as a value.</summary>
    internal Xoshiro256 Generator(ReadOnlySpan<char> label) => new(SeedOf(label));

    /// <inheritdoc/>
    public bool Equals(RandomSource other) => _seed == other._seed && _prefix == other._prefix;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RandomSource other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)SplitMix64.Mix(_seed ^ _prefix);

    /// <summary>Equality of seed and label prefix.</summary>
    public static bool operator ==(RandomSource left, RandomSource right) => left.Equals(right);

    /// <summary>Inequality of seed or label prefix.</summary>
    public static bool operator !=(RandomSource left, RandomSource right) => !left.Equals(right);

    private ulong SeedOf(ReadOnlySpan<char> label) =>
        SplitMix64.Mix(_seed + 0x9E37_79B9_7F4A_7C15UL) ^ SplitMix64.Mix(Fnv1a.Append(_prefix, label));
}
