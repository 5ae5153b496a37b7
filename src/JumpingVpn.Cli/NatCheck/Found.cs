namespace JumpingVpn.Cli.NatCheck;

/// <summary>Makes findings.</summary>
internal static class Found
{
    public static NatFinding<T> One<T>(T value) => new([value], null);

    public static NatFinding<T> OneOf<T>(string why, params T[] possible) => new(possible, why);

    public static NatFinding<T> Nothing<T>(string why) => new([], why);
}
