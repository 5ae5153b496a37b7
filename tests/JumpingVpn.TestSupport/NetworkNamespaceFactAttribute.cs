namespace JumpingVpn.TestSupport;

/// <summary>A test in network namespaces of its own, where Linux gives them to this user; skipped with the reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkNamespaceFactAttribute : FactAttribute
{
    private static readonly string? WhyNot = NetworkNamespace.WhyUnavailable();

    /// <summary>Decides whether the test runs.</summary>
    public NetworkNamespaceFactAttribute() => Skip = WhyNot;
}
