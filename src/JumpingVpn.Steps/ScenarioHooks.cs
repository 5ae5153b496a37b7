using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps;

/// <summary>What holds in every scenario without being asked for, and what a failed one shows.</summary>
[Binding]
public sealed class ScenarioHooks(ScenarioLab lab, ScenarioContext context, IReqnrollOutputHelper output)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>A block of Whens is one story: "exactly once" and "unchanged" count from its first event.</summary>
    [BeforeScenarioBlock]
    public void BeginBlock() => _scene.BeginBlock(context.CurrentScenarioBlock == ScenarioBlock.Given);

    /// <summary>Lets whoever disturbs the scenario do so.</summary>
    [BeforeStep]
    public void Disturb() => lab.Settings.Disturber?.BeforeStep(_scene);

    /// <summary>Shows the scene to its witness, and fails the step after which an invariant of the protocol no longer holds.</summary>
    [AfterStep]
    public void CheckInvariants()
    {
        lab.Settings.Witness?.OnStepEnded(_scene);
        _scene.ThrowIfViolated();
    }

    /// <summary>Balances the ledger, and tells what happened, with the tables of the NATs, where the scenario failed.</summary>
    [AfterScenario]
    public void CheckAtEnd()
    {
        if (context.TestError is not null)
        {
            lab.Settings.Witness?.OnStepEnded(_scene);
            TellHowEndpointsEnd();
            TellWhatHappened();
            return;
        }

        try
        {
            _scene.CheckAtEnd();
        }
        catch
        {
            TellWhatHappened();
            throw;
        }
        finally
        {
            lab.Settings.Witness?.OnStepEnded(_scene);
        }
    }

    /// <summary>A scenario fails once. What else is wrong is told beside it.</summary>
    private void TellHowEndpointsEnd()
    {
        try
        {
            _scene.Endpoints.End();
        }
        catch (ExpectationException failure)
        {
            if (failure.Message != context.TestError!.Message)
            {
                output.WriteLine($"besides: {failure.Message}");
            }
        }
    }

    private void TellWhatHappened()
    {
        IEnumerable<string> story = _scene.Story.Tell(lab.Settings.FailureLines, "--trace-failures shows all");
        foreach (string line in story.Concat(_scene.Nats.DescribeMappings()))
        {
            output.WriteLine(line);
        }
    }
}
