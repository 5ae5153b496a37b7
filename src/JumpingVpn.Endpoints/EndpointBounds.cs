namespace JumpingVpn.Endpoints;

/// <summary>How much of its host a guest may use.</summary>
public sealed record EndpointBounds
{
    /// <summary>The most datagrams that a guest sends in one call.</summary>
    /// <value>Default: 4,096.</value>
    public int SendsInACall { get; init; } = 4_096;

    /// <summary>The most calls and datagrams sent, together, while no time passes: more of them is a loop that never ends, alone or with
    /// others.</summary>
    /// <value>Default: 200,000.</value>
    public int DeedsAtOneTime { get; init; } = 200_000;

    /// <summary>The most lines that a guest says in one call.</summary>
    /// <value>Default: 4,096.</value>
    public int LinesInACall { get; init; } = 4_096;

    /// <summary>The most random bytes that a guest asks for at once.</summary>
    /// <value>Default: 1,048,576.</value>
    public int RandomBytesAtOnce { get; init; } = 1_048_576;

    /// <summary>The fuel of one call of a WebAssembly module: about as many instructions.</summary>
    /// <value>Default: 1,000,000,000, a second or less.</value>
    public long Fuel { get; init; } = 1_000_000_000;

    /// <summary>The most memory of a guest, in bytes: what a WebAssembly module has, or what a child process has in use, its runtime
    /// included. A shared library that is not isolated has the memory of this process.</summary>
    /// <value>Default: 1 GiB.</value>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>How long a child process or a shared library may take over one call, in real time. Then the process is ended, which for a
    /// library that is not isolated is ours.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">One is impossible.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SendsInACall, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DeedsAtOneTime, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LinesInACall, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RandomBytesAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Fuel, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Memory, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, TimeSpan.FromMilliseconds(10));
    }
}
