using Xunit.Sdk;

namespace JumpingVpn.Features.Tests.Framework;

public sealed class FeatureTestCaseTests
{
    [Fact]
    public void A_test_case_is_the_same_in_the_process_that_runs_it()
    {
        var original = new FeatureTestCase(FeatureTestPlan.All[^1]);

        FeatureTestCase copy = SerializationHelper.Deserialize<FeatureTestCase>(SerializationHelper.Serialize(original));

        copy.UniqueID.Should().Be(original.UniqueID);
        copy.DisplayName.Should().Be(original.DisplayName);
        copy.SourceInformation.Should().BeEquivalentTo(original.SourceInformation);
        copy.TestMethod.Method.Name.Should().Be(original.TestMethod.Method.Name);
        copy.TestMethod.TestClass.Class.Name.Should().Be(original.TestMethod.TestClass.Class.Name);
        copy.TestMethod.TestClass.TestCollection.UniqueID.Should().Be(original.TestMethod.TestClass.TestCollection.UniqueID);
    }

    [Fact]
    public void The_source_is_the_feature_file_whatever_xunit_finds_in_the_code()
    {
        FeatureTest test = FeatureTestPlan.All[^1];

        var testCase = new FeatureTestCase(test)
        {
            SourceInformation = new SourceInformation { FileName = "x.cs", LineNumber = 1 },
        };

        testCase.SourceInformation.FileName.Should().Be(test.FullPath);
        testCase.SourceInformation.LineNumber.Should().Be(test.Line);
    }

    [Fact]
    public void A_test_case_that_is_no_longer_there_fails()
    {
        FeatureTestPlan.Find("gone.feature|S|sim").Run().Failure.Should().Be("`gone.feature|S|sim` was discovered, but is no longer there");
    }

    [Fact]
    public void The_ids_of_all_tests_differ()
    {
        FeatureTestPlan.All.Select(test => test.Id).Should().OnlyHaveUniqueItems();
    }
}
