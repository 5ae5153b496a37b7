using System.Text;

namespace JumpingVpn.Protocol.Wire;

/// <summary>One member of the wire: all that there is to say about it, whichever message carries it.</summary>
internal sealed class MemberRow(Members member, string name, MemberForm form)
{
    private readonly byte[] _begin = Encoding.ASCII.GetBytes(form.Kind == MemberKind.Number ? $",\"{name}\":" : $",\"{name}\":\"");

    /// <summary>The one member.</summary>
    public Members Member { get; } = member;

    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The form of its value.</summary>
    public MemberForm Form { get; } = form;

    /// <summary>How its value is read and written.</summary>
    public MemberKind Kind { get; } = form.Kind;

    /// <summary>What stands in a message before its value.</summary>
    public ReadOnlySpan<byte> Begin => _begin;
}
