namespace JumpingVpn.Reports;

/// <summary>What a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>One HTML file for people.</summary>
    Html,

    /// <summary>JUnit XML, for CI servers.</summary>
    JUnit,

    /// <summary>Cucumber messages, one JSON object a line, for the tools of Cucumber.</summary>
    Messages,

    /// <summary>Markdown, for the summary of a CI job.</summary>
    Markdown,
}
