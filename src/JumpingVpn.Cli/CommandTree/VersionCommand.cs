using System.CommandLine;
using System.Reflection;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn version</c>: what this program is, for a bug report.</summary>
internal sealed class VersionCommand() : TaughtCommand("version", "Print the version.")
{
    /// <inheritdoc/>
    public override string HelpText =>
        """
            Print the version of this program, of the runtime and of Reqnroll, for a bug report.
            `jumpingvpn --version` prints only the first.

            Usage: jumpingvpn version

            Options:
              -h, --help   This page.

            Examples:
              jumpingvpn version
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        surroundings.Out.WriteLine($"jumpingvpn {VersionOf(typeof(VersionCommand).Assembly)}");
        surroundings.Out.WriteLine($".NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}");
        surroundings.Out.WriteLine($"Reqnroll {VersionOf(typeof(Reqnroll.BindingAttribute).Assembly)}");
        return Task.FromResult(Outcome.Success);
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
