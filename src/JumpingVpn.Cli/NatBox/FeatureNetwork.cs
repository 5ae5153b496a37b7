using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.NatBox;

internal static class FeatureNetwork
{
    public static Parsed<BoxNetwork> Read(string place, CancellationToken stop) => Parsed<BoxNetwork>.Invalid("not yet");
}
