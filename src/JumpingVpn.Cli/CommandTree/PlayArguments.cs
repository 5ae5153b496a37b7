using System.CommandLine;
using System.Globalization;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Client;
using JumpingVpn.Cli.Client.Script;
using JumpingVpn.Cli.Client.View;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options of a client that say what it does with its session.</summary>
internal sealed class PlayArguments
{
    private const int MostMessages = 1_000_000_000;
    private const string KillAfterOption = "--kill-after";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly Option<bool> _demo = new("--demo") { Arity = ArgumentArity.Zero };
    private readonly Option<string> _send = new("--send") { HelpName = "TEXT", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<int> _count = ValueOption.Of("--count", "N", static text => CountText.Parse(text, MostMessages));
    private readonly Option<TimeSpan> _interval = ValueOption.Of("--interval", "DURATION", ParseTime);
    private readonly Option<TimeSpan> _duration = ValueOption.Of("--duration", "DURATION", ParseTime);
    private readonly Option<string> _killAfter = ValueOption.Of(KillAfterOption, "N|DURATION", ParseKillAfter);
    private readonly Option<string> _script = new("--script") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    private Option[] OfSchedule => [_send, _count, _interval, _duration, _killAfter];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_demo, .. OfSchedule, _script])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the prototype's sequence is asked for.</summary>
    public bool IsDemo(ParseResult parsed) => parsed.GetValue(_demo);

    /// <summary>The first of them that was given, except for <c>--demo</c>; null if none was.</summary>
    public string? FirstGiven(ParseResult parsed) =>
        Array.Find([_script, .. OfSchedule], option => parsed.GetResult(option) is not null)?.Name;

    /// <summary>The same, of those that say what is sent.</summary>
    public string? FirstGivenButKillAfter(ParseResult parsed) =>
        Array.Find([_script, .. OfSchedule], option => option != _killAfter && parsed.GetResult(option) is not null)?.Name;

    /// <summary>After how many messages or which time the socket dies; both null for never.</summary>
    public (int? Messages, TimeSpan? Time) KillAfter(ParseResult parsed) =>
        parsed.GetValue(_killAfter) is not { } text ? (null, null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int messages) ? (messages, null)
        : (null, ParseTime(text).Value);

    /// <summary>Whether a person at the terminal says what is done.</summary>
    public bool IsByHand(ParseResult parsed, Surroundings surroundings) =>
        !IsDemo(parsed) && FirstGiven(parsed) is null && surroundings.Terminal is not null;

    /// <summary>Reads what is asked for, or says what does not fit together.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="networks">The names that a script may say.</param>
    /// <param name="surroundings">The clock, and when to end.</param>
    public Parsed<IClientRun> Read(ParseResult parsed, IReadOnlyList<string> networks, Surroundings surroundings)
    {
        if (IsByHand(parsed, surroundings))
        {
            return new InteractiveRun(surroundings.Terminal!, surroundings.Clock);
        }

        if (parsed.GetValue(_script) is { } path)
        {
            if (Array.Find(OfSchedule, option => parsed.GetResult(option) is not null) is { } other)
            {
                return Parsed<IClientRun>.Invalid($"--script says what is done, and so does {other.Name}; leave one of them out.");
            }

            Parsed<IReadOnlyList<ClientStep>> steps = WaitingRead.Of(() => ScriptFile.Load(path, networks), surroundings.Stop);
            return steps.IsValid ? new ScriptRun(steps.Value) : Parsed<IClientRun>.Invalid(steps.Error);
        }

        bool isRepeated = Array.Exists([_count, _interval, _duration], (Option option) => parsed.GetResult(option) is not null);
        (int? messages, TimeSpan? time) = KillAfter(parsed);
        return new ScheduleRun(
            new ClientSchedule
            {
                Text = parsed.GetValue(_send),
                Count =
                    parsed.GetResult(_count) is not null ? parsed.GetValue(_count)
                    : isRepeated || parsed.GetResult(_killAfter) is not null ? null
                    : 1,
                Interval = parsed.GetResult(_interval) is not null ? parsed.GetValue(_interval) : TimeSpan.FromSeconds(1),
                Duration = parsed.GetResult(_duration) is not null ? parsed.GetValue(_duration) : null,
                KillAfterMessages = messages,
                KillAfter = time,
            },
            surroundings.Clock
        );
    }

    private static Parsed<TimeSpan> ParseTime(string text) => DurationArgument.Parse(text, Shortest, Longest);

    private static Parsed<string> ParseKillAfter(string text)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            Parsed<int> count = CountText.Parse(text, MostMessages);
            return count.IsValid ? text : Parsed<string>.Invalid(count.Error);
        }

        Parsed<TimeSpan> time = ParseTime(text);
        return time.IsValid ? text : Parsed<string>.Invalid($"write a number of messages, or a time: {time.Error}");
    }
}
