using System.Text;
using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class FeatureTextTests : IDisposable
{
    private const string Good = "Feature: F\n  Scenario: S\n    Given x\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0, 3, "expected a feature file in UTF-8, but byte 27 is 0: this is not a text file")]
    [InlineData(0xFF, 3, "expected a feature file in UTF-8, but byte 27 starts no valid character")]
    public void A_file_that_is_no_text_says_where(byte bad, int line, string message)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Good);
        bytes[27] = bad;

        ErrorOf(bytes).Should().BeEquivalentTo(new { Line = line, Message = message });
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_in_another_encoding_names_it(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        ErrorOf([.. encoding.Preamble, .. encoding.GetBytes(Good)])
            .Should()
            .BeEquivalentTo(new { Line = 1, Message = "the file is in UTF-16: save it as UTF-8" });
    }

    [Fact]
    public void Binary_garbage_is_an_error_and_no_crash()
    {
        var random = new Random(1);
        byte[] bytes = new byte[5000];
        for (int i = 0; i < 50; i++)
        {
            random.NextBytes(bytes);
            ErrorOf(bytes).Message.Should().Contain("UTF-");
        }
    }

    [Fact]
    public void A_file_of_more_than_five_megabytes_is_read_and_one_beyond_the_limit_is_refused()
    {
        string large = _directory.Write("large.feature", Good + new string('#', 6_000_000));
        string tooLarge = _directory.Write("too-large.feature", Good + new string('#', 32 * 1024 * 1024));

        FeatureFile.Load(large).Errors.Should().BeEmpty();
        FeatureFile.Load(tooLarge).Errors.Single().Message.Should().Be("the file is larger than 32 MiB: split it into several files");
    }

    [Fact]
    public void What_is_no_readable_file_is_an_error()
    {
        FeatureFile
            .Load(Path.Combine(_directory.Path, "none.feature"))
            .Errors.Single()
            .Message.Should()
            .StartWith("the feature file cannot be read:");
        FeatureFile.Load(_directory.Path).Errors.Single().Message.Should().Be("this is a folder, not a feature file");
        string circle = Path.Combine(_directory.Path, "circle.feature");
        File.CreateSymbolicLink(circle, circle);
        FeatureFile.Load(circle).Errors.Single().Message.Should().StartWith("the feature file cannot be read:");
    }

    [Theory]
    [InlineData("Feature: F\n  Scenario: S\n    Given ")]
    [InlineData("Feature: F\n  ")]
    [InlineData("Feature: ")]
    public void A_line_of_a_megabyte_is_read_like_any_other(string start)
    {
        var file = FeatureFile.Load(_directory.Write("long.feature", start + new string('x', 1_000_000)));

        file.Errors.Select(error => error.Message.Length).Should().NotContain(length => length > 300);
    }

    [Fact]
    public void A_table_of_a_hundred_thousand_rows_is_read()
    {
        string rows = string.Concat(Enumerable.Range(0, 100_000).Select(row => $"      | {row} | b |\n"));

        var file = FeatureFile.Load(_directory.Write("deep.feature", Good + rows));

        file.Errors.Should().BeEmpty();
        file.Scenarios[0].Steps[0].Table!.Rows.Should().HaveCount(99_999);
    }

    [Fact]
    public void Reading_can_be_stopped_within_a_file()
    {
        string path = _directory.Write("x.feature", Good);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        FluentActions.Invoking(() => FeatureFile.Load(path, stop.Token)).Should().Throw<OperationCanceledException>();
    }

    private FeatureError ErrorOf(byte[] bytes) => FeatureFile.Load(_directory.Write("a.feature", bytes)).Errors.Single();
}
