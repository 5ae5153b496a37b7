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
          explore      Try to break feature files with faults that they do not mention.
          replay       Repeat a finding of explore from its log of decisions.
          import       Turn a capture of any UDP protocol into a feature file.
          study        Measure over many seeds how often scenarios hold, and how long they wait.
          steps        Print every sentence that a feature file can use, or search them.
          policy       Print every policy setting with its default and its range.
          server       Serve sessions on a UDP port until Ctrl-C.
          sessions     List, show and end the sessions of a running server, or drain it.
          client       Start a session with a server: play with it, script it, or carry another program's UDP.
          nat          Put a NAT and a bad network in front of any UDP program.
          nat-check    Find out how the NAT between here and a STUN server behaves; or be that server.
          endpoint     Run your own protocol, in any language, on a real UDP socket.
          completion   Print a script that makes a shell complete commands and options.
          help         Show this page, or the page of a command.
          version      Print the version, for a bug report.

        Options:
          -h, --help   This page; after a command, that command's page.
          --version    Only the version.

        Start here, in the root of the repository:
          jumpingvpn run

        Or try it by hand, in two terminals:
          jumpingvpn server --bind 127.0.0.1:9999
          jumpingvpn client --server 127.0.0.1:9999

        Or put your own program behind a bad network:
          jumpingvpn nat --listen 127.0.0.1:5000 --to YOUR-SERVER:4433 --preset 'home router' --loss 10%

        Exit codes: 0 done, 1 a scenario failed or nobody answered, 2 the request or a feature file was wrong.
        """;
}
