using System.Reflection;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Policy;

/// <summary>
/// Every time that the protocol counts has a test at one tick before its end, at the end, and one tick after. Such a test names its timer
/// in a trait <c>timer</c>; a duration that is added to the policy without one fails here.
/// </summary>
public sealed class TimerEdgeTests
{
    // A jitter over this is a bad signal, but nothing ever ends when it has passed.
    private static readonly string[] NoTimers = ["client.volatile-jitter"];

    /// <summary>What is counted without its own setting, or by a setting that is a number.</summary>
    private static readonly string[] Windows =
    [
        "client.handshake-attempts",
        "client.reattach-attempts",
        "client.keepalive-follow-up",
        "client.path-in-doubt",
        "client.maximum-switches-per-minute",
        "client.maximum-switches-per-minute (errors)",
        "server.maximum-switches-per-minute",
        "server.source-rate",
        "server.source-log-rate",
        "server.refusal-log-rate",
        "server.retry-handshake-rate",
        "server.handshake-rate",
        "server.rate-limited-report",
        "server.rate-limited-answer",
        "server.send-attempts",
    ];

    [Fact]
    public void Every_timer_is_tested_at_its_end_and_one_tick_to_either_side()
    {
        IEnumerable<string> durations = PolicySettings
            .All.Where(setting => setting.Kind is DurationKind)
            .Select(setting => setting.QualifiedName);

        EdgeTests().SelectMany(Timers).Distinct().Should().BeEquivalentTo(durations.Except(NoTimers).Concat(Windows));
    }

    [Fact]
    public void A_test_that_names_a_timer_has_all_three_ticks()
    {
        foreach (MethodInfo test in EdgeTests())
        {
            test.GetCustomAttributes<InlineDataAttribute>()
                .Select(row => Convert.ToInt64(row.GetData(test).Single()[0], System.Globalization.CultureInfo.InvariantCulture))
                .Should()
                .Contain([-1, 0, 1], $"{test.DeclaringType!.Name}.{test.Name} claims to be at the edge");
        }
    }

    private static IEnumerable<MethodInfo> EdgeTests() =>
        typeof(TimerEdgeTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => Timers(method).Any());

    private static IEnumerable<string> Timers(MethodInfo test) =>
        test.GetCustomAttributesData()
            .Where(attribute =>
                attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == "timer"
            )
            .Select(attribute => (string)attribute.ConstructorArguments[1].Value!);
}
