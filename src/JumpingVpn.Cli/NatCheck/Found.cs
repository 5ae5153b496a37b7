namespace JumpingVpn.Cli.NatCheck;

/// <summary>Makes findings.</summary>
internal static class Found
{
    public static Finding<T> One<T>(T value) => new([value], null);

    public static Finding<T> OneOf<T>(string why, params T[] possible) => new(possible, why);

    public static Finding<T> Nothing<T>(string why) => new([], why);
}
