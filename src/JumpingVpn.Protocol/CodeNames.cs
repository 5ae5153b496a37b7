using System.Text;
using System.Text.Json;

namespace JumpingVpn.Protocol;

/// <summary>The wire names of message types, codes, reasons and states: <c>DATA</c>, <c>WRONG_TRANSPORT</c>,
/// <c>session_expired</c>, <c>ATTACHED</c>.</summary>
public static class CodeNames
{
    private static readonly JsonEncodedText[] Refusals = Encode<RefusalCode>(upperCase: true);
    private static readonly JsonEncodedText[] Reasons = Encode<ReasonCode>(upperCase: false);
    private static readonly JsonEncodedText[] States = Encode<SessionState>(upperCase: true);
    private static readonly JsonEncodedText[] Transitions = Encode<TransitionReason>(upperCase: true);

    /// <summary>The name in a message's <c>type</c>, for example <c>DATA_ACK</c>; UNKNOWN for those that this version does not
    /// know.</summary>
    public static string Name(MessageType type) => Wire.MessageSchema.Of(type).Name;

    /// <summary>The name in an <c>ERROR</c>'s <c>code</c>, for example <c>WRONG_TRANSPORT</c>.</summary>
    public static string Name(RefusalCode code) => Refusals[(int)code].Value;

    /// <summary>The name in an <c>ERROR</c>'s <c>reason</c>, for example <c>session_expired</c>.</summary>
    public static string Name(ReasonCode reason) => Reasons[(int)reason].Value;

    /// <summary>The name of a state, for example <c>ATTACHED</c>.</summary>
    public static string Name(SessionState state) => States[(int)state].Value;

    /// <summary>The name of a transition's reason, for example <c>TRANSPORT_SWITCH_OK</c>.</summary>
    public static string Name(TransitionReason reason) => Transitions[(int)reason].Value;

    /// <summary>Reads a code's wire name, exactly. <see cref="RefusalCode.None"/> has none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out RefusalCode code)
    {
        code = (RefusalCode)IndexOf(Refusals, utf8);
        return code != RefusalCode.None;
    }

    /// <summary>Reads a reason's wire name, exactly. <see cref="ReasonCode.None"/> has none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ReasonCode reason)
    {
        reason = (ReasonCode)IndexOf(Reasons, utf8);
        return reason != ReasonCode.None;
    }

    internal static JsonEncodedText Encoded(MessageType type) => Wire.MessageSchema.Of(type).EncodedName;

    /// <summary>The name of a constant as the wire writes it: <c>DATA_ACK</c> for <c>DataAck</c>.</summary>
    internal static string UpperSnake(string name) => Snake(name, upperCase: true);

    internal static JsonEncodedText Encoded(RefusalCode code) => Refusals[(int)code];

    internal static JsonEncodedText Encoded(ReasonCode reason) => Reasons[(int)reason];

    internal static JsonEncodedText Encoded(SessionState state) => States[(int)state];

    internal static JsonEncodedText Encoded(TransitionReason reason) => Transitions[(int)reason];

    private static int IndexOf(JsonEncodedText[] names, ReadOnlySpan<byte> utf8)
    {
        for (int i = 1; i < names.Length; i++)
        {
            if (utf8.SequenceEqual(names[i].EncodedUtf8Bytes))
            {
                return i;
            }
        }

        return 0;
    }

    private static JsonEncodedText[] Encode<T>(bool upperCase)
        where T : struct, Enum => Array.ConvertAll(Enum.GetNames<T>(), name => JsonEncodedText.Encode(Snake(name, upperCase)));

    private static string Snake(string name, bool upperCase)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]))
            {
                text.Append('_');
            }

            text.Append(upperCase ? char.ToUpperInvariant(name[i]) : char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
