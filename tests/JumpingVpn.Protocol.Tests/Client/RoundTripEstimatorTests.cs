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
            estimator.AddAmbiguous(TimeSpan.FromMilliseconds(50));
            estimator.Wait(Minimum, Maximum).Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        }

        estimator.Add(TimeSpan.FromMilliseconds(10));
        estimator.Wait(Minimum, Maximum).Should().Be(Minimum);
    }

    [Theory]
    [InlineData(49, 400)] // too soon for an answer to the latest transmission: one to an earlier one, so the wait was too short
    [InlineData(50, 200)]
    [InlineData(150, 200)]
    [InlineData(151, 400)] // too late, so the path may have become slower
    public void An_answer_to_the_latest_transmission_is_told_by_its_round_trip(int milliseconds, int wait)
    {
        RoundTripEstimator estimator = default;
        for (int i = 0; i < 100; i++)
        {
            estimator.Add(TimeSpan.FromMilliseconds(100)); // until there is no variation left
        }

        estimator.AddAmbiguous(TimeSpan.FromMilliseconds(milliseconds));

        estimator.Wait(Minimum, Maximum).Should().Be(TimeSpan.FromMilliseconds(wait));
    }

    [Fact]
    public void What_jitter_makes_usual_is_usual()
    {
        RoundTripEstimator estimator = default;
        estimator.Add(TimeSpan.FromMilliseconds(100)); // the variation is 50 ms
        estimator.AddAmbiguous(TimeSpan.FromMilliseconds(300));

        estimator.Wait(Minimum, Maximum).Should().Be(TimeSpan.FromMilliseconds(300), "100 + 4 × 50, not twice as long");
    }
}
