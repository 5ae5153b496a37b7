using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Steps.Tests.Planning;

public sealed class TimelineTests
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();

    [Fact]
    public void The_plan_adds_up_the_times_that_steps_name_and_says_where_one_waits()
    {
        PlannedScenario planned = new ScenarioPlanner(Vocabulary).Plan(
            WrongScenario.Alone(
                "Given a gateway \"gw\"\nAnd a client \"phone\"\nWhen 30 s pass\nAnd \"phone\" starts a session on \"gw\"\n"
                    + "And \"phone\" sends a message every 100 ms for 5 s\nThen \"gw\" holds exactly 1 session"
            )
        );

        Timeline.Of(planned).Select(each => each.At).Should().Equal("0 s", "0 s", "0 s", "30 s", "≥ 30 s", "≥ 35 s");
    }
}
