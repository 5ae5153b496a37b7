namespace JumpingVpn.Exploration.Importing;

/// <summary>A place where datagrams were captured.</summary>
/// <param name="Kind">On which side of what.</param>
/// <param name="Node">The host, the NAT or the link.</param>
internal sealed record CapturePoint(PointKind Kind, string Node)
{
    private const string InsideMark = " inside";
    private const string OutsideMark = " outside";

    /// <summary>The point of an interface, as captures of the simulated network name them.</summary>
    public static CapturePoint OfOurs(string name) =>
        name.EndsWith(InsideMark, StringComparison.Ordinal) ? new(PointKind.Inside, name[..^InsideMark.Length])
        : name.EndsWith(OutsideMark, StringComparison.Ordinal) ? new(PointKind.Outside, name[..^OutsideMark.Length])
        : name.Contains('>', StringComparison.Ordinal) ? new(PointKind.Link, name)
        : new(PointKind.Host, name);
}
