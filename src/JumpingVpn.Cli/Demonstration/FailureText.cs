using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>Why a session did not begin, or ended, in the words of whoever runs the client.</summary>
internal static class FailureText
{
    /// <summary>How the sentence begins that says that nobody answers.</summary>
    public const string NoAnswer = "no answer from";

    /// <summary>How the sentence begins that says that it was refused to answer.</summary>
    public const string NoListener = "nobody listens at";

    /// <summary>Why there is no session.</summary>
    /// <param name="server">Who was asked.</param>
    /// <param name="end">What came instead; null for nothing.</param>
    /// <param name="refuses">Whether whoever is there says that nobody listens.</param>
    public static string NoSession(in TransportAddress server, ISessionEvent? end, bool refuses) =>
        RefusalOf(end) is (RefusalCode.None, ReasonCode.None or ReasonCode.NoAnswer)
            ? $"{(refuses ? NoListener : NoAnswer)} {server}"
            : $"the server at {server} does not start a session{Why(end)}.";

    /// <summary>The end of a sentence about a server: a colon and the reason.</summary>
    public static string Why(ISessionEvent? end) =>
        RefusalOf(end) switch
        {
            (RefusalCode.None, ReasonCode.None or ReasonCode.NoAnswer) => ": no answer",
            (_, ReasonCode.ServerStopping) => ": it is stopping",
            (_, ReasonCode.UnknownSession) => ": it does not know the session; it has restarted since, or is a different server",
            (_, ReasonCode.SessionExpired) => ": the session has expired there",
            (_, ReasonCode.Downgrade) => ": it does not agree on keys; set the client and the server to the same --mode",
            (RefusalCode.None, ReasonCode.BadMac) => ": its answer cannot be verified; is it set to the same --mode and key",
            (_, ReasonCode.KeyRequired) => ": it requires a key agreement; set the client to the server's --mode",
            (_, ReasonCode.BadMac) => ": BAD_MAC; is the client set to the server's --mode and key",
            (RefusalCode.None, var reason) => $": {CodeNames.Name(reason)}",
            var (code, _) => $": {CodeNames.Name(code)}",
        };

    private static (RefusalCode Code, ReasonCode Reason) RefusalOf(ISessionEvent? end) =>
        end switch
        {
            SessionTerminated terminated => (terminated.Code, terminated.Reason),
            ReattachResult result => (result.Code, result.Reason),
            _ => default,
        };
}
