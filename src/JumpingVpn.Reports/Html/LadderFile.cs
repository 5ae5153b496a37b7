namespace JumpingVpn.Reports.Html;

/// <summary>The page of one scenario as its own file, for reports that can only attach files.</summary>
internal static class LadderFile
{
    /// <summary>A whole report, of this scenario alone.</summary>
    public static byte[] Of(ReportResult result, ReportFacts facts)
    {
        using var file = new MemoryStream();
        using (var report = new HtmlReport(file, ReportDetail.All))
        {
            ReportRun run = result.Run with { Number = 0 };
            report.Start(facts with { Command = run.Replay, Seed = run.Seed }, [run]);
            report.End(result with { Run = run });
            report.Finish(new ReportSum(result.Elapsed, [], IsCutShort: false));
        }

        return file.ToArray();
    }
}
