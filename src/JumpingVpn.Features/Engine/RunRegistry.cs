using Reqnroll.Bindings;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's registry, which knows whether there was a run: without one, its end must not call the hooks after it.</summary>
internal sealed class RunRegistry : BindingRegistry
{
    public bool IsStarted { get; set; }

    public override IEnumerable<IHookBinding> GetHooks(HookType bindingEvent) =>
        bindingEvent == HookType.AfterTestRun && !IsStarted ? [] : base.GetHooks(bindingEvent);
}
