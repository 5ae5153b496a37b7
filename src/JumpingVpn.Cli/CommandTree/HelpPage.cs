using System.CommandLine;
using System.CommandLine.Invocation;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>Prints the page of the command that <c>--help</c> was given to.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string page = parseResult.CommandResult.Command is TaughtCommand command ? command.HelpText : RootHelp.Text;
        parseResult.InvocationConfiguration.Output.WriteLine(page);
        return ExitCode.Success;
    }
}
