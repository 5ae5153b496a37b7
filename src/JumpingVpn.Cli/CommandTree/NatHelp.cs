using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The page of <c>jumpingvpn nat</c>.</summary>
internal static class NatHelp
{
    /// <summary>All of it.</summary>
    public static string Text { get; } =
        $"""
            Put a NAT and a bad network in front of any UDP program: its datagrams pass through the NAT and the link of the simulator on
            real sockets, without root. Runs until Ctrl-C, then prints how many datagrams passed, and how many were dropped and why.

            Usage: jumpingvpn nat --listen HOST:PORT --to HOST:PORT [OPTIONS]

            Options:
              --listen HOST:PORT   The address to which your program sends, instead of its server. Port 0 takes any free port. Required,
                                   like --to; give both again for another server behind the same NAT.
              --to HOST:PORT       The server.
              --external ADDRESS   An address of this machine from which the server is reached; several make a pool. On loopback each
                                   127.x.y.z will do. Default: the one that the system uses.
              --tcp                Pass TCP on the same ports through, untouched: iperf3 and others need it.
              --seed N             The seed of every random decision. Default: a new one each time, which is printed.
              --max-flows N        The maximum number of flows; one more replaces the one that has been silent longest. Default: 10000.
              --pcap FILE          Capture both sides, with the drops and their reasons as comments, for Wireshark and tshark.
              --control HOST:PORT  Serve an HTTP interface on a loopback address, to read and change everything; GET /openapi.json
                                   describes it. It asks for a token, which is printed.
              --control-token-file FILE
                                   Read the token from a file.
              --events             Print events, one JSON object per line, also on a terminal. Without a terminal they are always printed.
              -h, --help           This page.

            The NAT (RFC 4787; default: a home router that obeys it):
              --preset KIND        {Wrapped(NatPresets.Names, 23)}.
              --mapping VALUE      endpoint-independent, address-dependent or address-and-port-dependent.
              --filtering VALUE    The same three.
              --lifetime TIME      How long an unused mapping lives.
              --stream-lifetime TIME
                                   The same after the server has answered.
              --filter-lifetime TIME
                                   How long a remote that was sent to stays admitted.
              --refresh VALUE      What keeps a mapping alive: outbound, inbound, both or none.
              --pooling VALUE      Which external address: paired, paired-with-spill, arbitrary or single.
              --port-assignment VALUE
                                   preserved, always-preserved, sequential, random, or 'blocks of 512'.
              --port-range VALUE   '2000 to 2003'.
              --hold-down TIME     How long a freed port rests.
              --max-mappings N     The maximum number of mappings of a host.
              --mapping-rate N     The maximum number of new mappings of a host in a second.
              --exhaustion VALUE   drop-new, evict-oldest or evict-random.
              --hairpin VALUE      off, external-source or internal-source.
              --rebind-every TIME  Give each mapping another external port every time this has passed.
              --rebind-after N     The same after every N datagrams.
              --rebind-on-expiry   Do not use the port of an expired mapping again at once.
              --rebind-kind WHAT   What changes: port, address (from the pool) or both. Default: port.

            From a feature file, for the NAT and the link; the options above and below override it:
              --from-feature FILE:LINE
                                   Use the network of the scenario at that line, as its Given steps describe it.
              --from-node NAME     The host or NAT whose network to use, if the scenario has several.

            The link to the servers. Each option is for both ways; with --up- or --down- only for the way to the servers or back
            (--up-loss 20%). An option for one way overrides one for both ways, which overrides --link:
              --link KIND          {Wrapped(LinkPresets.Names, 23)}.
              --delay TIME         The delay of each way.
              --jitter TIME        How much the delay varies.
              --distribution VALUE How: uniform, normal or Pareto.
              --loss SHARE         How many are lost: 20%.
              --duplicate SHARE    How many come twice.
              --corrupt SHARE      How many are damaged.
              --reorder SHARE      How many skip the delay and overtake others.
              --loss-model VALUE   '5% in bursts of 4', 'gemodel 1% 25%', 'state P13 P31 P32 P23 P14', 'every 10', 'first 3',
                                   'numbers 1 5 7', 'pattern 0x5', '1 s every 30 s'.
              --loss-correlation SHARE
                                   How likely a datagram is lost or delivered like the one before it.
              --jitter-correlation SHARE
                                   How likely it has the delay of the one before it.
              --order VALUE        kept, or may-change: jitter lets datagrams overtake.
              --copies N           The maximum number of copies.
              --copy-delay TIME    The maximum extra delay of a copy.
              --gap N              At least N - 1 others pass between two that are reordered.
              --damage VALUE       How a datagram is damaged: flipped-bit, truncated, extended, or caught (dropped).
              --mtu BYTES          The longest payload that passes.
              --rate RATE          The bottleneck: '2 Mbit/s'.
              --overhead BYTES     The bytes of each datagram besides its payload, for the rate.
              --burst BYTES        The bytes that may pass at once.
              --queue N            How many datagrams may wait. Default: 1000.
              --discipline VALUE   Which one is dropped: drop-tail, drop-head or CoDel.
              --schedule FILE      How the link varies: a table with the columns at, for, way, kind, state and the names above.

            {OneWay("up")}
            {OneWay("down")}

            On a terminal there is a live view. Keys: r rebind, f flush, l and L loss up and down by 5 %, p partition, s stuck, q quit.
            SIGUSR1 rebinds, SIGUSR2 flushes.

            Examples:
              jumpingvpn nat --listen 127.0.0.1:5000 --to 192.0.2.7:4433 --preset 'home router' --rebind-every 5s
              jumpingvpn nat --listen 127.0.0.1:5301 --to 127.0.0.1:53 --delay 20ms --loss 20%
              jumpingvpn nat --listen 127.0.0.1:5201 --to 127.0.0.1:5202 --tcp --rate '10 Mbit/s' --down-loss-model '2% in bursts of 5'
              jumpingvpn nat --listen 127.0.0.1:5000 --to 192.0.2.7:4433 --from-feature my.feature:12
              jumpingvpn nat --listen '[::1]:5000' --to '[::1]:4433' --link LTE --pcap lte.pcapng --events | grep Moved

            Exit codes: 0 ended by Ctrl-C, SIGTERM or q, 2 the request is wrong or the port is taken, 141 the reader of the events is gone.
            """;

    /// <summary>Names between commas, in lines of 132 characters at most.</summary>
    private static string Wrapped(IEnumerable<string> names, int indent)
    {
        List<string> lines = [""];
        foreach (string name in names)
        {
            string part = lines.Count == 1 && lines[0].Length == 0 ? name : $", {name}";
            if (lines[^1].Length + part.Length > 90)
            {
                lines[^1] += ",";
                lines.Add(name);
            }
            else
            {
                lines[^1] += part;
            }
        }

        return string.Join($"\n{new string(' ', indent)}", lines);
    }

    private static string OneWay(string way)
    {
        List<string> lines = [$"For the way {way} alone:"];
        foreach (string name in NatBox.SettingText.OfLinks.Keys.Select(name => $"--{way}-{name}"))
        {
            if (lines[^1].Length + name.Length > 120)
            {
                lines.Add("");
            }

            lines[^1] += $"  {name}";
        }

        return string.Join('\n', lines);
    }
}
