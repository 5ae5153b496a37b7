using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>A NAT that is the kernel's, in a namespace between an inside and the internet of a test.</summary>
internal sealed class KernelNat : IDisposable
{
    private readonly NetworkNamespace _box = new();
    private readonly string _insideNetwork;

    /// <summary>Builds it.</summary>
    /// <param name="internet">Where its outside leads.</param>
    /// <param name="number">Tells it from others on that internet: 0 to 63.</param>
    /// <param name="insideNetwork">The first three numbers of the addresses inside: <c>192.168.0</c>.</param>
    public KernelNat(NetworkNamespace internet, int number, string insideNetwork)
    {
        _insideNetwork = insideNetwork;
        string port = $"nat{number}";
        _box.Join("out", internet, port);
        _box.Ip($"address add 198.18.{number}.2/24 dev out");
        internet.Ip($"address add 198.18.{number}.1/24 dev {port}");
        _box.Ip($"route add default via 198.18.{number}.1");
        _box.Execute("sysctl", "-q -w net.ipv4.ip_forward=1");
        _box.Execute("nft", "add table ip nat");
        _box.Execute("nft", "add chain ip nat post { type nat hook postrouting priority 100 ; }");
    }

    /// <summary>Where it runs: with the interfaces <c>in</c> and <c>out</c>.</summary>
    public NetworkNamespace Box => _box;

    /// <summary>Its rule, in the words of nftables: <c>masquerade random</c>.</summary>
    public void Translate(string rule) => _box.Execute("nft", $"add rule ip nat post oifname out {rule}");

    /// <summary>A rule of iptables.</summary>
    public void AddRule(string rule) => _box.Execute("iptables", rule);

    /// <summary>How long mappings live, answered or not.</summary>
    public void LiveFor(TimeSpan time)
    {
        _box.Execute("sysctl", $"-q -w net.netfilter.nf_conntrack_udp_timeout={(int)time.TotalSeconds}");
        _box.Execute("sysctl", $"-q -w net.netfilter.nf_conntrack_udp_timeout_stream={(int)time.TotalSeconds}");
    }

    /// <summary>Gives a host an interface behind it, with the address ending in 2.</summary>
    /// <returns>That address.</returns>
    public string Connect(NetworkNamespace host, string name, int metric)
    {
        host.Join(name, _box, "in");
        _box.Ip($"address add {_insideNetwork}.1/24 dev in");
        string address = $"{_insideNetwork}.2";
        host.Ip($"address add {address}/24 dev {name}");
        host.Ip($"route add default via {_insideNetwork}.1 dev {name} metric {metric}");
        return address;
    }

    /// <summary>Gives the host another address on it.</summary>
    /// <returns>That address.</returns>
    public string Renumber(NetworkNamespace host, string name, string former)
    {
        string address = $"{_insideNetwork}.3";
        host.Ip($"address del {former}/24 dev {name}");
        host.Ip($"address add {address}/24 dev {name}");
        host.Ip($"route replace default via {_insideNetwork}.1 dev {name}");
        return address;
    }

    /// <summary>Deletes the entries of UDP from its table.</summary>
    public void Forget() => _box.Execute("conntrack", "-D -p udp");

    public void Dispose() => _box.Dispose();
}
