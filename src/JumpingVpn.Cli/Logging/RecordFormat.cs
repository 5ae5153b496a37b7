namespace JumpingVpn.Cli.Logging;

/// <summary>How the record is written to standard output.</summary>
internal enum RecordFormat
{
    /// <summary>For people on a terminal, as JSON elsewhere.</summary>
    Automatic,

    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
