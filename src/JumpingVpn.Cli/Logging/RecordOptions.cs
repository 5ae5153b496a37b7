using Serilog.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>What of a program's events is recorded, and where besides standard output.</summary>
internal sealed record RecordOptions
{
    /// <summary>How large the file grows before the next one is begun.</summary>
    public const long FileSizeLimit = 64 * 1024 * 1024;

    /// <summary>How many files are kept, the present one included.</summary>
    public const int FileCount = 10;

    /// <summary>The lowest level that is recorded. Default: information.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>Whether the text of accepted data is recorded. Default: false.</summary>
    public bool WithPayload { get; init; }

    /// <summary>How standard output is written; a file has JSON always. Default: as it suits.</summary>
    public RecordFormat Format { get; init; }

    /// <summary>The file that gets every line too. Default: null, for none.</summary>
    public string? File { get; init; }

    /// <summary>A level as options and files name it.</summary>
    public static string NameOf(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Debug => "debug",
            LogEventLevel.Information => "info",
            LogEventLevel.Warning => "warning",
            _ => "error",
        };
}
