namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>What a guest asks of its host costs more fuel than its call has left. It ends the call as a trap does.</summary>
internal sealed class OutOfFuelException : Exception
{
    public OutOfFuelException()
        : base("all fuel consumed") { }
}
