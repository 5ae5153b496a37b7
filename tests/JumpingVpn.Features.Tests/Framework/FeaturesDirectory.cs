using System.Reflection;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>Where the feature files are.</summary>
internal static class FeaturesDirectory
{
    public const string Variable = "JUMPINGVPN_FEATURES";

    /// <summary>The directory that the environment variable names, else that of the repository this assembly was built from.</summary>
    public static string Path =>
        System.IO.Path.GetFullPath(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : OfTheRepository());

    private static string OfTheRepository() =>
        typeof(FeaturesDirectory)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "FeaturesDirectory")
            .Value!;
}
