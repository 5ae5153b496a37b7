using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>The words for <see cref="ForwardDelivery"/>.</summary>
internal static class ForwardDeliveryText
{
    /// <summary>Reads the value of <c>--delivery</c>.</summary>
    public static Parsed<ForwardDelivery> Parse(string text) =>
        text switch
        {
            "exactly-once" => ForwardDelivery.ExactlyOnce,
            "newest-first" => ForwardDelivery.NewestFirst,
            _ => Parsed<ForwardDelivery>.Invalid("write exactly-once or newest-first"),
        };

    /// <summary>The word.</summary>
    public static string Of(ForwardDelivery delivery) => delivery == ForwardDelivery.NewestFirst ? "newest-first" : "exactly-once";
}
