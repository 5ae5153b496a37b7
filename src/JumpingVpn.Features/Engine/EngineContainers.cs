using Reqnroll;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's containers, and a lighter one for scenarios that are repeated.</summary>
internal sealed class EngineContainers(IDefaultDependencyProvider dependencies) : ContainerBuilder(dependencies)
{
    public override IObjectContainer CreateScenarioContainer(IObjectContainer testThreadContainer, ScenarioInfo scenarioInfo)
    {
        if (scenarioInfo is not RepeatedScenarioInfo repeated)
        {
            return base.CreateScenarioContainer(testThreadContainer, scenarioInfo);
        }

        var container = new ScenarioContainer(repeated.Feature);
        container.RegisterInstanceAs(scenarioInfo);
        return container;
    }
}
