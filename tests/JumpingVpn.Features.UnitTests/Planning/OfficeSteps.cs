using System.ComponentModel.DataAnnotations;

namespace JumpingVpn.Features.UnitTests.Planning;

/// <summary>Steps that say what their arguments name, and do nothing.</summary>
[Binding]
public sealed class OfficeSteps
{
    [Given("a user {string}")]
    public void AUser([Introduces("user")] string name) => _ = name;

    [Given("{string} has a key {string}")]
    public void AKey([Names("user")] string user, [Introduces("key", Of = nameof(user))] string key) => _ = user + key;

    [Given("the office")]
    [Introduces("user", Name = "desk")]
    public void TheOffice() { }

    [Given("{int} users")]
    public void Users([Range(1, 5)] int count) => _ = count;

    [Given("{int} users {string}")]
    public void NamedUsers([Range(1, 5)] int count, [Introduces("team"), Introduces("user", Count = nameof(count))] string team) =>
        _ = team + count;

    [Given("something of {string} that no attribute tells of")]
    public void Something(string text) => _ = text;

    [Given("the rules are these")]
    [Precedes("user")]
    public void TheRules() { }

    [Given("a guest {string}")]
    public void AGuest([Introduces("guest", "user")] string name) => _ = name;

    [When("{string} is used")]
    public void IsUsed([Names("user")] string user) => _ = user;

    [When("{string} is half used")]
    public void IsHalfUsed([Names("user", PartsAfter = ":")] string user) => _ = user;

    [When("{string} turns {string}")]
    public void Turns([Names("user")] string user, [Names("key", Of = nameof(user))] string key) => _ = user + key;
}
