namespace JumpingVpn.Steps.Naming;

/// <summary>What the quoted names of a feature can represent, as messages call it; for own steps beside these too.</summary>
public static class Kinds
{
    /// <summary>Whatever has an address, a link, a clock: each of the kinds below but a NAT and an interface, and hosts of own
    /// steps.</summary>
    public const string Host = "host";

    /// <summary>A host with a session server.</summary>
    public const string Gateway = "gateway";

    /// <summary>A host that can hold a session.</summary>
    public const string Client = "client";

    /// <summary>A host that runs a stranger's protocol.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>Many clients, each of which can be named alone: <c>phones-3</c>.</summary>
    public const string Clients = "group of clients";

    /// <summary>A NAT, or a firewall that translates nothing.</summary>
    public const string Nat = "NAT";

    /// <summary>A host without a session that probes the network.</summary>
    public const string Peer = "peer";

    /// <summary>A host that has nothing but an address.</summary>
    public const string Stranger = "stranger";

    /// <summary>A host that sees what another one sends.</summary>
    public const string OffPathAttacker = "off-path attacker";

    /// <summary>A host whose owner stands on an access link.</summary>
    public const string OnPathAttacker = "on-path attacker";

    /// <summary>A further interface of a host; its full name has the host's before it: <c>phone.lte</c>.</summary>
    public const string Interface = "interface";
}
