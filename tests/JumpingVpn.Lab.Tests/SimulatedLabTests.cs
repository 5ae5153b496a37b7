namespace JumpingVpn.Lab.Tests;

public sealed class SimulatedLabTests() : LabContract("sim");
