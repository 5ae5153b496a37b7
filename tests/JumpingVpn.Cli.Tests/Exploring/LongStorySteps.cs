using JumpingVpn.Lab.Scenes;
using Reqnroll;

namespace JumpingVpn.Cli.Tests.Exploring;

/// <summary>One invariant that breaks at the end of a long story and of a short one; every act of either is needed.</summary>
[Binding]
public sealed class LongStorySteps
{
    private int _acts;

    /// <summary>Is needed.</summary>
    [When("something happens")]
    public void SomethingHappens() => _acts++;

    /// <summary>Breaks the invariant after seven acts.</summary>
    [Then("the long story is good")]
    public void LongStory() => Judge(7);

    /// <summary>Breaks the invariant after two acts.</summary>
    [Then("the short story is good")]
    public void ShortStory() => Judge(2);

    private void Judge(int enough)
    {
        if (_acts >= enough)
        {
            throw new ExpectationException("Invariant violated: stories are good.", "stories are good");
        }
    }
}
