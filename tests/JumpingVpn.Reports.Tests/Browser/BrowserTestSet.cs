namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The tests that share one browser and the reports of one run; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTestSet : ICollectionFixture<ReportBrowser>
{
    public const string Name = "browser";
}
