namespace JumpingVpn.Reports.Html;

/// <summary>What a page keeps of the picture of a scenario and of its attachments, and what it leaves out.</summary>
internal sealed class DetailParts
{
    /// <summary>What is kept, as it stands in the page.</summary>
    public List<(string Kind, byte[] Blob)> Kept { get; } = [];

    /// <summary>Attachments that are too long for any page.</summary>
    public List<string> TooLong { get; } = [];

    /// <summary>Parts that the budget of this page has no room for.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>What is missing, and where to get it; null if nothing is.</summary>
    public string? Absence
    {
        get
        {
            string[] sentences =
            [
                .. TooLong.Select(kind =>
                    $"The {kind} is left out, because it is longer than 2 MB even compressed: {OptionOf(kind)} writes it to a file."
                ),
                .. Refused.Select(kind =>
                    $"The {kind} is left out, because this report has used up its budget: --report-detail all keeps it."
                ),
            ];
            return sentences.Length == 0 ? null : string.Join(' ', sentences);
        }
    }

    private static string OptionOf(string kind) => kind == "trace" ? "--trace FILE" : "--pcap FILE";
}
