using JumpingVpn.Lab;

namespace JumpingVpn.Steps.Recording;

/// <summary>What happens on a scene, in the words of the report's data.</summary>
internal static class SceneWords
{
    public static string Of(SceneNodeKind kind) =>
        kind switch
        {
            SceneNodeKind.Host => "host",
            SceneNodeKind.Interface => "interface",
            _ => "nat",
        };

    public static string Of(SceneChange change) =>
        change switch
        {
            SceneChange.LinkDown => "link down",
            SceneChange.LinkUp => "link up",
            SceneChange.LinkChanged => "link changed",
            _ => change.ToString().ToLowerInvariant(),
        };
}
