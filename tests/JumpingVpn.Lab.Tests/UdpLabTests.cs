namespace JumpingVpn.Lab.Tests;

public sealed class UdpLabTests() : LabContract("udp");
