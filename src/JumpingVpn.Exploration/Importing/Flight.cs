namespace JumpingVpn.Exploration.Importing;

/// <summary>One datagram on its way, as far as it was captured.</summary>
internal sealed class Flight(Sighting first, ReadOnlyMemory<byte> payload, ushort? identification)
{
    private readonly List<Sighting> _sightings = [first];

    /// <summary>What it carried when it was sent.</summary>
    public ReadOnlyMemory<byte> Payload => payload;

    /// <summary>The identification of its IPv4 header.</summary>
    public ushort? Identification => identification;

    /// <summary>Where it was seen, in order.</summary>
    public IReadOnlyList<Sighting> Sightings => _sightings;

    public Sighting First => _sightings[0];

    public Sighting Last => _sightings[^1];

    /// <summary>The link that lost it; null if none did, or the capture does not know.</summary>
    public string? LostOn { get; set; }

    /// <summary>Whether a node dropped it where it was seen last.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The datagram of which it is a copy that a link made; null for one that was sent.</summary>
    public Flight? CopyOf { get; set; }

    /// <summary>The link that made it.</summary>
    public string? CopiedOn { get; set; }

    /// <summary>The link on which a bit of it flipped, and which; null if none did.</summary>
    public (string Link, int Bit)? Flipped { get; set; }

    /// <summary>Whether it was changed in a way that no step can say.</summary>
    public bool IsRewritten { get; set; }

    public bool HasVisited(CapturePoint point) => _sightings.Exists(sighting => sighting.Point == point);

    public Sighting? At(PointKind kind) => _sightings.Find(sighting => sighting.Point.Kind == kind);

    public void Add(Sighting sighting) => _sightings.Add(sighting);
}
