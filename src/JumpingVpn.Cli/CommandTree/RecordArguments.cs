using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Features.Wording;
using Serilog.Events;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options <c>--log-level</c>, <c>--log-file</c> and, where a program shows it, <c>--log-payload</c>.</summary>
internal sealed class RecordArguments(bool withPayload)
{
    private const string LevelOption = "--log-level";
    private const string PayloadOption = "--log-payload";

    private readonly Option<LogEventLevel> _level = ValueOption.Of(LevelOption, "LEVEL", ParseLevel);
    private readonly Option<string> _file = ValueOption.Of("--log-file", "FILE", ParseFile);
    private readonly Option<RecordFormat> _format = ValueOption.Of("--log-format", "FORMAT", ParseFormat);
    private readonly Option<bool> _payload = new(PayloadOption) { Arity = ArgumentArity.Zero };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_level);
        command.Add(_file);
        command.Add(_format);
        if (withPayload)
        {
            command.Add(_payload);
        }
    }

    /// <summary>Reads them, or says which two do not fit together.</summary>
    public Parsed<RecordOptions> Read(ParseResult parsed)
    {
        var options = new RecordOptions
        {
            File = parsed.GetValue(_file),
            Format = parsed.GetValue(_format),
            WithPayload = withPayload && parsed.GetValue(_payload),
        };
        if (parsed.GetResult(_level) is not { } given)
        {
            return options.WithPayload ? options with { Level = LogEventLevel.Debug } : options;
        }

        LogEventLevel level = parsed.GetValue(_level);
        return options.WithPayload && level > LogEventLevel.Debug
            ? Parsed<RecordOptions>.Invalid(
                $"{LevelOption} {given.Tokens[0].Value} hides what {PayloadOption} shows, which is of the level debug; "
                    + $"leave one of them out"
            )
            : options with
            {
                Level = level,
            };
    }

    private static Parsed<LogEventLevel> ParseLevel(string text) =>
        text switch
        {
            "debug" => LogEventLevel.Debug,
            "info" => LogEventLevel.Information,
            "warning" => LogEventLevel.Warning,
            "error" => LogEventLevel.Error,
            _ => Parsed<LogEventLevel>.Invalid("write debug, info, warning or error"),
        };

    private static Parsed<RecordFormat> ParseFormat(string text) =>
        text switch
        {
            "text" => RecordFormat.Text,
            "json" => RecordFormat.Json,
            _ => Parsed<RecordFormat>.Invalid("write text or json"),
        };

    // To write only, the opening of a pipe waits for a reader, for ever.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite); // one that may be written, not read
        }
    }

    private static Parsed<string> ParseFile(string path)
    {
        try
        {
            using FileStream file = Open(path);
            return file.CanSeek ? path : Parsed<string>.Invalid("it is not a regular file, so it cannot grow; name one that is");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = FileTrouble.Explain(path, exception);
            return Parsed<string>.Invalid($"{reason}; name a file in a folder that exists and can be written");
        }
    }
}
