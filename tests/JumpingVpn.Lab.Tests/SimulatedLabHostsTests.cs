namespace JumpingVpn.Lab.Tests;

public sealed class SimulatedLabHostsTests() : LabHostsContract("sim");
