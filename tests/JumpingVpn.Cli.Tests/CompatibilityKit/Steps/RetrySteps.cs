using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that pass at the second or third try.</summary>
[Binding]
public sealed class RetrySteps
{
    private static int _second;
    private static int _third;

    [Given("a step that always passes")]
    public void Pass() { }

    [Given("a step that passes the second time")]
    public void PassSecond() => Assert.Equal(2, ++_second);

    [Given("a step that passes the third time")]
    public void PassThird() => Assert.Equal(3, ++_third);

    [Given("a step that always fails")]
    public void Fail() => throw new InvalidOperationException("it fails");
}
