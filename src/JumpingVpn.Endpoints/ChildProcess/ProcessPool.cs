using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>Child processes that serve one endpoint after the other: to start one takes longer than most scenarios.</summary>
/// <remarks>One that failed is not used again; nor is one that has kept much memory, for which the next endpoint would be blamed. Thread
/// rule: any thread.</remarks>
/// <param name="start">Starts one.</param>
/// <param name="lives">How many endpoints each serves.</param>
/// <param name="memory">How many bytes an endpoint may use.</param>
internal sealed class ProcessPool(Func<GuestProcess> start, int lives, long memory) : IDisposable
{
    private const int ShareThatMayBeKept = 4;

    private readonly Lock _gate = new();
    private readonly Stack<GuestProcess> _idle = [];
    private bool _isClosed;

    /// <summary>Takes one that has no endpoint; it belongs to the caller, who disposes of it or gives it back.</summary>
    /// <exception cref="EndpointException">It cannot be started.</exception>
    public GuestProcess Take()
    {
        GuestProcess? process;
        while (TryPop(out process) && !process.IsQuiet)
        {
            process.Dispose(); // something of the endpoint before has gone on
        }

        return process ?? start();
    }

    private bool TryPop([NotNullWhen(true)] out GuestProcess? process)
    {
        lock (_gate)
        {
            return _idle.TryPop(out process);
        }
    }

    /// <summary>Takes one back whose endpoint has ended well.</summary>
    public void GiveBack(GuestProcess process)
    {
        bool isSpent = process.Lives >= lives || process.MemoryInUse > memory / ShareThatMayBeKept;
        lock (_gate)
        {
            if (!isSpent && !_isClosed)
            {
                _idle.Push(process);
                return;
            }
        }

        process.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        foreach (GuestProcess process in _idle)
        {
            process.Dispose();
        }
    }
}
