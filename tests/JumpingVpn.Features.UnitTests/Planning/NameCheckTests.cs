namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class NameCheckTests
{
    [Fact]
    public void A_name_that_was_introduced_may_be_named()
    {
        Errors(
                "Given a client \"phone\"",
                "And a host \"desk\"",
                "When \"phone\" sends",
                "And \"desk\" answers",
                "And \"phone\" or a client stops"
            )
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("When \"phnoe\" sends", "4:11: When \"phnoe\" sends: there is no client \"phnoe\"; did you mean \"phone\"?")]
    [InlineData("When \"x\" sends", "4:11: When \"x\" sends: there is no client \"x\"; there is only \"phone\"")]
    [InlineData("Given a client \"phone\"", "4:21: *: there is a client \"phone\" already, in line 3; choose another name")]
    [InlineData("Given a host \"phone\"", "4:19: *: there is a client \"phone\" already, in line 3; choose another name")]
    [InlineData("When \"phone\" answers", "4:11: *: there is no host \"phone\"; \"phone\" is a client, from line 3")]
    public void A_name_that_cannot_be_is_a_problem_at_its_place(string step, string expected)
    {
        Errors("Given a client \"phone\"", step).Should().ContainSingle().Which.Should().Match($"features/try.feature:{expected}");
    }

    [Fact]
    public void A_name_that_comes_later_is_not_there_yet()
    {
        Errors("When \"phone\" sends", "Given a client \"phone\"")
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("there is no client \"phone\" yet; it is introduced in line 4, after this");
    }

    [Fact]
    public void A_table_introduces_the_names_in_its_column()
    {
        Errors("Given the clients", "  | name  | host |", "  | phone | a |", "  | tablet |  |", "When \"tablet\" sends")
            .Should()
            .Equal("features/try.feature:5:17: Given the clients: there is no host \"a\"; a step before this one has to introduce it");
    }

    private static IEnumerable<string> Errors(params string[] steps) =>
        Try.Plan(Try.Steps(steps), typeof(Vocabulary)).Errors.Select(error => error.ToString());

    [Binding]
    public sealed class Vocabulary
    {
        [Given("a client {string}")]
        public void AClient([Introduces("client")] string name) => _ = name;

        [Given("a host {string}")]
        public void AHost([Introduces("host")] string name) => _ = name;

        [Given("the clients")]
        public void TheClients([Introduces("client", Column = "name")] [Names("host", Column = "host")] DataTable table) => _ = table;

        [When("{string} sends")]
        public void Sends([Names("client")] string name) => _ = name;

        [When("{string} answers")]
        public void Answers([Names("host")] string name) => _ = name;

        [When("{string} or a client stops")]
        public void Stops([Names("client", "host")] string name) => _ = name;
    }
}
