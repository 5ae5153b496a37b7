using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>Reads the field's words for kinds. An unknown word is an error that offers the nearest one.</summary>
[Binding]
public sealed class NetworkWords
{
    /// <summary>The name of a NAT behaviour, with or without its article.</summary>
    [StepArgumentTransformation("((?:an? )?[A-Za-z0-9][A-Za-z0-9 _-]*)", Name = "natKind")]
    public NatKind ReadNatKind(string text)
    {
        string name =
            text.StartsWith("a ", StringComparison.Ordinal) ? text[2..]
            : text.StartsWith("an ", StringComparison.Ordinal) ? text[3..]
            : text;
        return new NatKind(NatOf(name));
    }

    /// <summary>What a rebinding changes.</summary>
    [StepArgumentTransformation("(port|address|address and port)", Name = "rebinding")]
    public NatRebindingKind ReadRebinding(string text) =>
        text switch
        {
            "port" => NatRebindingKind.Port,
            "address" => NatRebindingKind.Address,
            _ => NatRebindingKind.PortAndAddress,
        };

    /// <summary>Numbers of datagrams.</summary>
    [StepArgumentTransformation(@"(\d{1,9}(?: to \d{1,9})?(?:(?:, | and )\d{1,9}(?: to \d{1,9})?)*)", Name = "numbers")]
    public DatagramNumbers ReadNumbers(string text) => DatagramNumbers.Read(text);

    /// <summary>Why the network dropped a datagram, in the ledger's words.</summary>
    [StepArgumentTransformation("([a-zA-Z][a-zA-Z ]*)", Name = "dropReason")]
    public DropReason ReadDropReason(string text)
    {
        string wanted = text.Replace(" ", "", StringComparison.Ordinal);
        return Enum.TryParse(wanted, ignoreCase: true, out DropReason reason) && reason != DropReason.None
            ? reason
            : throw KnownWord.Unknown(text, "drop reason", Enum.GetNames<DropReason>().Skip(1).Select(Spaced));
    }

    /// <summary>What the name of a kind of NAT means.</summary>
    internal static NatOptions NatOf(string name) =>
        NatPresets.TryFind(name, out NatOptions? options) ? options : throw KnownWord.Unknown(name, "kind of NAT", NatPresets.Names);

    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant();
}
