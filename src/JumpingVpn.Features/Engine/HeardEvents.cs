using Reqnroll.Events;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's publisher of what it does, which knows whether anybody listens.</summary>
internal sealed class HeardEvents : TestThreadExecutionEventPublisher, ITestThreadExecutionEventPublisher
{
    /// <summary>Whether somebody wants to be told.</summary>
    public bool HasListeners { get; private set; }

    [Obsolete("As in Reqnroll.")]
    void ITestThreadExecutionEventPublisher.AddListener(IExecutionEventListener listener)
    {
        HasListeners = true;
        AddListener(listener);
    }

    void ITestThreadExecutionEventPublisher.AddListener(IAsyncExecutionEventListener listener)
    {
        HasListeners = true;
        AddListener(listener);
    }

    void ITestThreadExecutionEventPublisher.AddHandler<TEvent>(Action<TEvent> handler)
    {
        HasListeners = true;
        AddHandler(handler);
    }
}
