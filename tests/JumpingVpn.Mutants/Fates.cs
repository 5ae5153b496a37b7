namespace JumpingVpn.Mutants;

/// <summary>What can become of a mutant. The words are those of the records.</summary>
internal static class Fates
{
    /// <summary>A test failed.</summary>
    public const string Killed = "killed";

    /// <summary>A test did not end; it would be noticed.</summary>
    public const string Hangs = "hangs";

    /// <summary>The process came down; it would be noticed.</summary>
    public const string Crashes = "crashes";

    /// <summary>All tests that reach it passed.</summary>
    public const string Survived = "survived";

    /// <summary>No test reaches it.</summary>
    public const string NotReached = "not reached";

    public static bool IsNoticed(string fate) => fate is Killed or Hangs or Crashes;
}
