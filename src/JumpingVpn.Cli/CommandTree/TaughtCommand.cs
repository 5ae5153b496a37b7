using System.CommandLine;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>A command with a help page written for people, and a body that does not know where its output goes.</summary>
internal abstract class TaughtCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>The whole page for <c>--help</c>: usage, options with units and defaults, examples.</summary>
    public abstract string HelpText { get; }

    /// <summary>Runs the command to its end, or until <see cref="Surroundings.Stop"/>.</summary>
    public abstract Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings);
}
