namespace JumpingVpn.Lab.Tests;

public sealed class UdpLabHostsTests() : LabHostsContract("udp");
