using Wasmtime;

namespace JumpingVpn.Endpoints.WebAssembly;

/// <summary>The four calls of the contract as a module imports them.</summary>
internal static class HostImports
{
    public const string ModuleName = "jumpingvpn";

    private static readonly string[] Names = ["send", "wake", "say", "random"];

    public static bool Offers(Import import) => import.ModuleName == ModuleName && Names.Contains(import.Name);

    public static void Define(Linker linker, IEndpointHost host, GuestMemory memory)
    {
        linker.DefineFunction(
            ModuleName,
            "send",
            (int to, int from, int bytes, int length) =>
                memory.TryGet(to, GuestAddress.Size, "sends to", out Span<byte> address)
                && memory.TryGet(bytes, length, "sends", out Span<byte> datagram)
                    ? (int)host.Send(GuestAddress.Read(address), from, datagram)
                    : (int)Datagrams.SendResult.Closed
        );
        linker.DefineFunction(
            ModuleName,
            "wake",
            (long at) =>
            {
                memory.PayForCall();
                host.Wake(at);
            }
        );
        linker.DefineFunction(
            ModuleName,
            "say",
            (int text, int length) =>
            {
                if (memory.TryGet(text, length, "says", out Span<byte> utf8))
                {
                    host.Say(utf8);
                }
            }
        );
        linker.DefineFunction(
            ModuleName,
            "random",
            (int bytes, int length) =>
            {
                if (memory.TryGet(bytes, length, "asks for random bytes in a buffer of", out Span<byte> buffer))
                {
                    host.FillRandom(buffer);
                }
            }
        );
    }
}
