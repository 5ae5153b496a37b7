using Reqnroll.Analytics;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll reports its use to its makers unless told not to; a run of ours tells nobody anything.</summary>
internal sealed class NoTelemetry : IEnvironmentReqnrollTelemetryChecker
{
    public bool IsReqnrollTelemetryEnabled() => false;
}
