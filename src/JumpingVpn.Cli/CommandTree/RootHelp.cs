namespace JumpingVpn.Cli.CommandTree;

/// <summary>The page a newcomer sees first.</summary>
internal static class RootHelp
{
    public const string Name = "jumpingvpn";

    public const string Summary = "Sessions that survive the death of their transport.";

    public const string Text = """
        jumpingvpn: sessions that survive the death of their transport.

        Usage: jumpingvpn COMMAND [OPTIONS]

        Commands:
          run          Run feature files on the simulated network, over real UDP sockets, or both.
          steps        Print every sentence that a feature file can use, or search them.
          policy       Print every policy setting with its default and its range.
          server       Serve sessions on a UDP port until Ctrl-C.
          client       Run the demonstration against a server: exchange data, lose the socket, reattach, go on.
          endpoint     Run a protocol of your own, in any language, on a real UDP socket.
          completion   Print a script that makes a shell complete commands and options.
          help         Show this page, or that of a command.
          version      Print the version, for a bug report.

        Options:
          -h, --help   This page; after a command, that command's page.
          --version    The version alone.

        Start here, in the root of the repository:
          jumpingvpn run

        Or try it by hand, in two terminals:
          jumpingvpn server --bind 127.0.0.1:9999
          jumpingvpn client --server 127.0.0.1:9999

        Exit codes: 0 done, 1 a scenario failed or nobody answered, 2 the request or a feature file was wrong.
        """;
}
