using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.UnitTests.Running;

namespace JumpingVpn.Features.UnitTests.Reporting;

public sealed class ScenarioReportTests
{
    [Fact]
    public void It_shows_each_step_the_reason_and_its_place()
    {
        Scenario scenario = Try.Scenario(
            "Feature: F\n  Rule: R\n    Scenario: S\n      When 2 messages are sent\n      Then all is ill\n      And all is well\n"
        );

        ScenarioReport
            .Write(Try.Run(scenario, [], typeof(SampleSteps)))
            .Should()
            .Be(
                """
                Feature: F
                  Rule: R
                  Scenario: S  # features/try.feature:3
                    ✓ When 2 messages are sent
                    ✗ Then all is ill
                      features/try.feature:5: all is well, not ill
                    - And all is well
                    | sent 2

                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public void It_shows_what_hooks_had_to_complain_about()
    {
        ScenarioReport
            .Write(Try.Run(Try.Steps("Given x"), [], typeof(HookTests.Throwing)))
            .Should()
            .Be(
                """
                Feature: F
                  Scenario: S  # features/try.feature:2
                    - Given x
                      features/try.feature:2: a [BeforeScenario] hook failed: no luck

                """.ReplaceLineEndings("\n")
            );
    }
}
