namespace JumpingVpn.Mutants;

/// <summary>How long a mutant may compute before it is said to hang. It is time of the processor, so that a busy machine does not
/// judge.</summary>
internal static class Patience
{
    /// <summary>What tests that take no time may take, in milliseconds.</summary>
    public const double Milliseconds = 500;

    /// <summary>How many times longer than without a mutant tests may take on top of that.</summary>
    public const double Factor = 10;
}
