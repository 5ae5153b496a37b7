namespace JumpingVpn.Features.Engine;

/// <summary>A step asked for its scenario to be skipped, by Reqnroll's <c>IUnitTestRuntimeProvider.TestIgnore</c>.</summary>
internal sealed class ScenarioSkippedException(string message) : Exception(message);
