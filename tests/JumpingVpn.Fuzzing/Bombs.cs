using System.Text;

namespace JumpingVpn.Fuzzing;

/// <summary>Datagrams that are made to cost a reader as much as they can: what others thought of, and the worst that the fuzzer
/// found.</summary>
public static class Bombs
{
    private static readonly (string Name, string Start, string Unit, string End)[] Forms =
    [
        ("names of lone surrogates", "{", "\"\\ud800\":1,", "\"a\":1}"),
        ("many short members", "{", "\"\":0,", "\"a\":1}"),
        ("one member again and again", "{\"type\":\"DATA\",", "\"seq\":1,", "\"seq\":1}"),
        ("values of many kinds", "{\"a\":[", "0,\"\",null,-1.5e3,[],{},true,", "0]}"),
        ("deep arrays", "{\"a\":", "[", "}"),
        ("deep objects", "{\"a\":", "{\"\":", "}"),
        ("short escapes in the payload", "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"", "\\n", "\"}"),
        ("escaped quotes in the payload", "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"", "\\\"x", "\"}"),
        ("long escapes in the payload", "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"", "\\u00e9", "\"}"),
        (
            "pairs of surrogates in the payload",
            "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"",
            "\\ud83d\\ude00",
            "\"}"
        ),
        (
            "pairs of surrogates and other alphabets in the payload",
            "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"",
            "\\ud83d\\ude00\\ud83d\\ude00é",
            "\"}"
        ),
        ("other alphabets in the payload", "{\"type\":\"DATA\",\"session_id\":\"S-0123456789abcdef\",\"payload\":\"", "aé中b😀é", "\"}"),
        ("escapes in many strings", "{", "\"\\n\\n\\n\\n\":\"\\n\\n\\n\\n\",", "\"a\":1}"),
        ("escaped names and values", "{", "\"\\u0030\":\"\\u0030\",", "\"a\":1}"),
        ("an escaped nonce", "{\"type\":\"HANDSHAKE_INIT\",\"cookie\":\"\",\"nonce\":\"", "\\u0030", "\"}"),
        ("white space", "{\"type\":\"DATA\"", " \t\r\n", "}"),
        ("white space everywhere", "{", " \"a\"  :  1  ,", "\"a\":1}"),
        ("a long number", "{\"type\":\"DATA\",\"seq\":", "1", "}"),
        ("a long fraction", "{\"seq\":0.", "1", "}"),
        ("a number with a long exponent", "{\"seq\":1e", "9", "}"),
        ("a long name", "{\"", "x", "\":1}"),
        ("an open string", "{\"type\":\"", "x", ""),
        ("zeros", "", "\0", ""),
        ("marks of byte order", "", "\ufeff", "{}"),
    ];

    /// <summary>All of them, each as long as a length allows.</summary>
    public static IEnumerable<(string Name, byte[] Datagram)> OfLength(int length)
    {
        foreach ((string name, string start, string unit, string end) in Forms)
        {
            int room = length - Encoding.UTF8.GetByteCount(start + end);
            int times = Math.Max(1, room / Encoding.UTF8.GetByteCount(unit));
            yield return (name, Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(unit, times)) + end));
        }
    }
}
