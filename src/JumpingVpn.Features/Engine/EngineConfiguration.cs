using System.Globalization;
using Reqnroll.Configuration;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's settings, whatever file lies about: numbers are written with a point, and a missing step is an error.</summary>
internal sealed class EngineConfiguration : IRuntimeConfigurationProvider
{
    public ReqnrollConfiguration LoadConfiguration(ReqnrollConfiguration reqnrollConfiguration)
    {
        reqnrollConfiguration.BindingCulture = CultureInfo.InvariantCulture;
        reqnrollConfiguration.MissingOrPendingStepsOutcome = MissingOrPendingStepsOutcome.Error;
        reqnrollConfiguration.TraceSuccessfulSteps = false;
        reqnrollConfiguration.TraceTimings = false;
        return reqnrollConfiguration;
    }
}
