namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>When a hook runs.</summary>
internal enum HookKind
{
    BeforeTestRun,
    AfterTestRun,
    BeforeFeature,
    AfterFeature,
    BeforeScenario,
    AfterScenario,
    BeforeScenarioBlock,
    AfterScenarioBlock,
    BeforeStep,
    AfterStep,
}
