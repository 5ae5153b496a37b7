namespace JumpingVpn.Lab.Witnessing;

/// <summary>A partition that tells when it ends, once.</summary>
internal sealed class WitnessedCut(IDisposable cut, Action ended) : IDisposable
{
    private bool _disposed;

    public void Dispose()
    {
        cut.Dispose();
        if (!_disposed)
        {
            _disposed = true;
            ended();
        }
    }
}
