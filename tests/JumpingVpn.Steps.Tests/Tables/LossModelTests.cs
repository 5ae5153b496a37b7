using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps.Tests.Tables;

/// <summary>Losses that are not each on their own, as they are written in a cell and on the command line.</summary>
public sealed class LossModelTests
{
    public static TheoryData<string, LossModel> Models =>
        new()
        {
            { "5 % in bursts of 4", LossModel.InBursts(Probability.FromPercent(5), 4) },
            { "gemodel 1% 25%", LossModel.GilbertElliott(Probability.FromPercent(1), Probability.FromPercent(25)) },
            { "every 10", LossModel.Every(10) },
            { "first 3", LossModel.First(3) },
            { "pattern 0x5", LossModel.Pattern(5) },
            { "1 s every 30 s", LossModel.Outages(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)) },
        };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_is_read(string text, LossModel expected) =>
        LinkSettings.Apply(LinkOptions.Perfect, "loss model", text).LossModel.Should().Be(expected);

    [Theory]
    [InlineData("gemodel 1 %")]
    [InlineData("gemodel 1 % often")]
    [InlineData("state 1 % 2 %")]
    [InlineData("every day")]
    [InlineData("pattern 101")]
    [InlineData("now and then")]
    public void What_is_none_is_refused_with_examples(string text)
    {
        Action read = () => LinkSettings.Apply(LinkOptions.Perfect, "loss model", text);

        read.Should().Throw<FormatException>().WithMessage($"`{text}` is not a loss model: write for example*");
    }
}
