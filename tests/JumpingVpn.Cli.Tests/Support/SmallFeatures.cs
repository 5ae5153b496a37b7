namespace JumpingVpn.Cli.Tests.Support;

/// <summary>Feature files for tests to which it does not matter what happens in them.</summary>
internal static class SmallFeatures
{
    public const string Exchange = """
        Feature: Exchange
          Scenario: Three messages
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends 3 messages
            Then all messages of "phone" arrive exactly once
        """;
}
