namespace JumpingVpn.Features.Running;

/// <summary>Judges what the steps of a scenario throw, for a run under conditions of which the scenario knows nothing.</summary>
public interface IStepJudge
{
    /// <summary>A step, or a hook before it, threw.</summary>
    /// <param name="step">Its number; the first is 0.</param>
    /// <param name="error">What it threw.</param>
    /// <returns>What that means for the run.</returns>
    StepVerdict Judge(int step, Exception error);
}
