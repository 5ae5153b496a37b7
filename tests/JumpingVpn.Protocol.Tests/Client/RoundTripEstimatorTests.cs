using JumpingVpn.Protocol.Client.Health;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class RoundTripEstimatorTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(2);

    [Fact]
    public void It_smooths_as_the_standards_say()
    {
        RoundTripEstimator estimator = default;
        estimator.Mean.Should().BeNull();
        estimator.Add(TimeSpan.FromMilliseconds(100));
        estimator.Mean.Should().Be(TimeSpan.FromMilliseconds(100));
        estimator.Wait(TimeSpan.Zero, Maximum).Should().Be(TimeSpan.FromMilliseconds(300), "R + 4 × R/2, RFC 6298 section 2.2");

        estimator.Add(TimeSpan.FromMilliseconds(180));
        estimator.Mean.Should().Be(TimeSpan.FromMilliseconds(110), "7/8 × 100 + 1/8 × 180");
        estimator.Wait(TimeSpan.Zero, Maximum).Should().Be(TimeSpan.FromMilliseconds(340), "110 + 4 × (3/4 × 50 + 1/4 × 80)");
        estimator.Jitter.Should().Be(TimeSpan.FromMilliseconds(5), "80 / 16, RFC 3550 section 6.4.1");
    }

    [Fact]
    public void The_first_wait_lies_between_its_bounds()
    {
        RoundTripEstimator estimator = default;
        estimator.Wait(Minimum, Maximum).Should().Be(Minimum);
        estimator.Add(TimeSpan.FromMilliseconds(1));
        estimator.Wait(Minimum, Maximum).Should().Be(Minimum);
        estimator.Add(TimeSpan.FromSeconds(60));
        estimator.Wait(Minimum, Maximum).Should().Be(Maximum);
    }

    [Fact]
    public void Answers_that_measure_nothing_double_the_wait_until_one_does()
    {
        RoundTripEstimator estimator = default;
        foreach (int milliseconds in (int[])[400, 800, 1_600, 2_000, 2_000])
        {
            estimator.AddAmbiguous();
            estimator.Wait(Minimum, Maximum).Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        }

        estimator.Add(TimeSpan.FromMilliseconds(10));
        estimator.Wait(Minimum, Maximum).Should().Be(Minimum);
    }
}
