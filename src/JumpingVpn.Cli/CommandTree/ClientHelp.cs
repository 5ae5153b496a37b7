namespace JumpingVpn.Cli.CommandTree;

/// <summary>The help page of <c>jumpingvpn client</c>.</summary>
internal static class ClientHelp
{
    public const string Text = """
        Hold a session with a server, and see it survive. On a terminal: type to send, and press keys to kill the socket, rebind, drop the
        link or change the network. With options below: do what they say, and sum it up. With --listen: carry another program's UDP.
        Without a terminal and without any of these, and with --demo: start a session, exchange 3 messages, close the socket, open a new
        one, reattach with a proof, exchange 3 more. Each event is one JSON object a line on standard output.

        Usage: jumpingvpn client --server HOST:PORT [OPTIONS]

        Options:
          --server HOST:PORT   The server: an IPv4 address, an IPv6 address in brackets, or a name, and the port. Required.
          --network NAME=ADDRESS
                               A network of this machine, by its address there; once for each, the preferred one first. The client
                               leaves one that fails for the next. Default: whatever the routes say.

        To say what is done:
          --send TEXT          What is sent. Default: message 1, message 2 …
          --count N            How many messages. Default: 1 with --send alone; otherwise no bound.
          --interval DURATION  From one message to the next: 20ms, 1s. Default: 1s.
          --duration DURATION  For how long messages are sent.
          --kill-after N|DURATION
                               Close the socket after so many messages (3), or so long (2s), once; the client opens another.
          --script FILE        Do what a file says, one step a line: send TEXT, wait 2s, settle, kill, rebind, drop 3s, drop, restore,
                               switch NAME, switch auto, idle 10s, idle, wake, quit. # begins a comment.
          --demo               The sequence above, also on a terminal.

        To carry something:
          --listen HOST:PORT   Take the datagrams of local programs here, and carry them to what the server forwards to. They are not
                               encrypted: whoever is on the way can read them.
          --delivery HOW       exactly-once, or newest-first: each datagram once, the newest first, and what is late not at all.
                               Default: exactly-once.

        Bounds, secret and record:
          --policy NAME=VALUE  Set a bound, as often as there are bounds to set; 'jumpingvpn policy' lists them all.
          --policy-file FILE   Read bounds from a file: lines of NAME=VALUE, or a JSON object. --policy counts before it.
          --mode MODE          Where the session's secret comes from: demo, psk or ephemeral, as the server. Default: demo.
          --psk-file PATH      The file with the key for psk mode, at least 16 bytes; or the variable JUMPINGVPN_PSK holds it.
          --psk-name NAME      Whose key it is, where the server has one for each client (its --psk-clients).
          --log-level LEVEL    The lowest level that is shown: debug, info, warning or error. debug shows each acknowledged message.
                               Default: info.
          --log-format FORMAT  How standard output is written: text or json. Default: text on a terminal, json elsewhere.
          --log-file FILE      Write the events to a file, too. At 64 MiB the next is begun (name_001.log …); 10 are kept.
          -h, --help           This page.

        Examples:
          jumpingvpn client --server 127.0.0.1:9999
          jumpingvpn client --server [::1]:9999 --demo --log-level debug
          jumpingvpn client --server 127.0.0.1:9999 --count 100 --interval 20ms --kill-after 50
          jumpingvpn client --server vpn.example.net:9999 --network wifi=192.168.1.20 --network lte=10.64.0.7
          jumpingvpn client --server 127.0.0.1:9999 --listen 127.0.0.1:5300 --mode psk --psk-file psk.txt
          jumpingvpn client --server localhost:9999 --policy handshake-attempts=10 --script bad-day.txt

        Exit codes: 0 all that was asked for was delivered (or Ctrl-C, where nothing else ends it), 1 it was not, or the server did not
        answer or refused, or the demonstration's events cannot be written, 2 an option, an address, a bound, the script, the key or the
        log file is wrong, 130 interrupted before the end, 141 nobody reads the events any more and there is no log file.
        """;
}
