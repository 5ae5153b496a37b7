using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.UnitTests.Wording;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "abcd", 1)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits_and_swaps_without_case(string left, string right, int expected)
    {
        Suggestion.Distance(left, right).Should().Be(expected);
        Suggestion.Distance(right, left).Should().Be(expected);
    }

    [Fact]
    public void Only_near_names_are_suggested_the_nearest_first()
    {
        string[] known = ["laptop", "phones", "phone", "phoney", "tablet"];

        Suggestion.Nearest("phnoe", known).Should().Equal("phone", "phones", "phoney");
        Suggestion.Among("phnoe", known.Take(1)).Should().BeEmpty();
        Suggestion.Among("Laptop2", known).Should().Be("; did you mean \"laptop\"?");
    }
}
