using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Vocabulary;
using Reqnroll.Analytics;
using Reqnroll.Configuration;
using Reqnroll.Formatters.Configuration;

namespace JumpingVpn.Features.UnitTests.Engine;

public sealed class QuietEngineTests
{
    [Fact]
    public void Nothing_is_reported_to_the_makers_of_the_engine()
    {
        using var vocabulary = StepVocabulary.From([typeof(Running.SampleSteps)]);

        vocabulary
            .Container.Resolve<IEnvironmentReqnrollTelemetryChecker>()
            .Should()
            .BeOfType<NoTelemetry>()
            .Which.IsReqnrollTelemetryEnabled()
            .Should()
            .BeFalse();
    }

    [Fact]
    public void No_formatter_is_on_and_no_settings_file_is_read()
    {
        using var vocabulary = StepVocabulary.From([typeof(Running.SampleSteps)]);

        vocabulary.Container.Resolve<IFormattersConfigurationProvider>().Enabled.Should().BeFalse();
        ReqnrollConfiguration configuration = vocabulary.Container.Resolve<ReqnrollConfiguration>();
        configuration.BindingCulture.Name.Should().BeEmpty();
        configuration.MissingOrPendingStepsOutcome.Should().Be(MissingOrPendingStepsOutcome.Error);
    }
}
