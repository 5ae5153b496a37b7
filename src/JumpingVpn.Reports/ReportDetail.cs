namespace JumpingVpn.Reports;

/// <summary>For which scenarios a page report holds the picture and the attachments.</summary>
public enum ReportDetail
{
    /// <summary>For those that did not pass, and for the rest as long as the budget lasts.</summary>
    Failed,

    /// <summary>For all, however large the file becomes.</summary>
    All,

    /// <summary>For none.</summary>
    None,
}
