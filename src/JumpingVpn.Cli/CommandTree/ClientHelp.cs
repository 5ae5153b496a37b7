namespace JumpingVpn.Cli.CommandTree;

/// <summary>The help page of <c>jumpingvpn client</c>.</summary>
internal static class ClientHelp
{
    public const string Text = """
        Start a session with a server, and see it survive. On a terminal: type to send, and press keys to kill the socket, rebind, drop the
        link or change the network. With the options below: do what they say, and print a summary. With --listen: carry another program's
        UDP. Without a terminal and without any of these, and with --demo: start a session, exchange 3 messages, close the socket, open a
        new one, reattach with a proof, exchange 3 more. Each event is one JSON object per line on standard output.

        Usage: jumpingvpn client --server HOST:PORT [OPTIONS]

        Options:
          --server HOST:PORT   The server: an IPv4 address, an IPv6 address in brackets, or a name, and the port. Required.
          --network NAME=ADDRESS
                               A network of this machine, by its address there; once for each, the preferred one first. If one fails,
                               the client changes to the next. Default: the routes of this machine decide.

        What to do:
          --send TEXT          The text to send. Default: message 1, message 2 …
          --count N            How many messages. Default: 1 with --send alone; otherwise no limit.
          --interval DURATION  The time from one message to the next: 20ms, 1s. Default: 1s.
          --duration DURATION  How long to send messages.
          --kill-after N|DURATION
                               Close the socket once, after this number of messages (3) or time (2s); the client opens another.
          --script FILE        Run the steps in a file, one per line: send TEXT, wait 2s, settle, kill, rebind, drop 3s, drop, restore,
                               switch NAME, switch auto, idle 10s, idle, wake, quit. # begins a comment.
          --demo               The sequence above, also on a terminal.

        Carry datagrams:
          --listen HOST:PORT   Accept the datagrams of local programs here, and carry them to the service that the server forwards to.
                               They are not encrypted: anybody on the path can read them.
          --delivery HOW       exactly-once; or newest-first: each datagram sent once, the newest first, late ones dropped.
                               Default: exactly-once.

        Settings, secret and record:
          --policy NAME=VALUE  Change a setting; may be repeated; 'jumpingvpn policy' lists all settings.
          --policy-file FILE   Read settings from a file: lines of NAME=VALUE, or a JSON object. --policy overrides it.
          --mode MODE          Where the session's secret comes from: demo, psk or ephemeral, as for the server. Default: demo.
          --psk-file PATH      The file with the key for psk mode, at least 16 bytes; the variable JUMPINGVPN_PSK may hold it instead.
          --psk-name NAME      The name of this client, if the server has a key for each client (its --psk-clients).
          --log-level LEVEL    The lowest level that is shown: debug, info, warning or error. debug shows each acknowledged message.
                               Default: info.
          --log-format FORMAT  The format of standard output: text or json. Default: text on a terminal, json elsewhere.
          --log-file FILE      Write the events also to a file. At 64 MiB the next file is started (name_001.log …); 10 are kept.
          -h, --help           This page.

        Examples:
          jumpingvpn client --server 127.0.0.1:9999
          jumpingvpn client --server [::1]:9999 --demo --log-level debug
          jumpingvpn client --server 127.0.0.1:9999 --count 100 --interval 20ms --kill-after 50
          jumpingvpn client --server vpn.example.net:9999 --network wifi=192.168.1.20 --network lte=10.64.0.7
          jumpingvpn client --server 127.0.0.1:9999 --listen 127.0.0.1:5300 --mode psk --psk-file psk.txt
          jumpingvpn client --server localhost:9999 --policy handshake-attempts=10 --script bad-day.txt

        Exit codes: 0 everything was delivered (or Ctrl-C, if nothing else ends it), 1 something was not, or the server did not answer or
        refused, or the demonstration's events cannot be written, 2 an option, an address, a setting, the script, the key or the log file
        is wrong, 130 interrupted before the end, 141 the reader of the events has gone and there is no log file.
        """;
}
