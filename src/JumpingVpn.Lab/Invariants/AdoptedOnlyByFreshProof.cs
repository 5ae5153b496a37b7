using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Reads the requests off the wire: when a session switches, a REATTACH_REQUEST for it must have come from the new address, with a proof
/// that the lab recomputes by itself and a nonce that has not moved this session before; or, where it goes back to the address that lost it
/// in a race, an answer to a challenge. The proofs of sessions with keys of their own it cannot recompute: such a request must be one that
/// the session's own client made.
/// </summary>
internal sealed class AdoptedOnlyByFreshProof(Scene scene) : IInvariant
{
    private readonly Dictionary<(SessionId Session, string Nonce), bool> _used = [];

    public SessionEventKinds Kinds { get; } = SessionEventKinds.Of(SessionEventKind.TransportSwitch);

    public string Claim =>
        "an address is adopted only after a valid proof with an unused nonce, or if it lost a race and answers a challenge";

    public string? Judge(RecordedEvent recorded)
    {
        if (recorded.Event is not TransportSwitch e)
        {
            return null;
        }

        string from = scene.Lab.NameOf(e.To);
        if (e.Reason == ReasonCode.Race)
        {
            return JudgeReturn(recorded, from);
        }

        WireRecord? request = scene.Wire.Records.LastOrDefault(record =>
            record.Kind == WireRecordKind.Delivered
            && record.Node == recorded.Actor
            && record.Source == from
            && record.Type == "REATTACH_REQUEST"
        );
        if (request is null || request.Member("nonce") is not { } nonce)
        {
            return $"{recorded.Session} switched to {from}, which has sent no request.";
        }

        string id = recorded.Session.ToString();
        if (request.Member("session_id") != id || !IsProven(recorded, request, id, nonce))
        {
            return $"{recorded.Session} switched to {from} without a valid proof.";
        }

        return _used.TryAdd((recorded.Session, nonce), true) ? null : $"{recorded.Session} switched to {from} with the old nonce {nonce}.";
    }

    /// <summary>Whoever has the session back must have returned, for the first time, a challenge that was sent there, as the session's
    /// own client answered it; and without keys nobody gets it back.</summary>
    private string? JudgeReturn(RecordedEvent recorded, string to)
    {
        WireRecord? response = scene.Wire.Records.LastOrDefault(record =>
            record.Kind == WireRecordKind.Delivered
            && record.Node == recorded.Actor
            && record.Source == to
            && record.Type == "PATH_RESPONSE"
        );
        string? challenge = response is null ? null : response.Member("challenge");
        bool wasAsked =
            challenge is not null
            && scene.Wire.Records.Any(record =>
                record.Kind == WireRecordKind.Sent
                && record.Node == recorded.Actor
                && record.Destination == to
                && record.Type == "PATH_CHALLENGE"
                && record.Member("challenge") == challenge
            );
        if (
            !wasAsked
            || scene.Gateway(recorded.Actor).Options.Mode == SessionMode.Demo
            || !WasSentByOwner(recorded.Session, ("challenge", challenge), ("proof", response!.Member("proof")))
        )
        {
            return $"{recorded.Session} went back to {to}, which has not answered a challenge.";
        }

        return _used.TryAdd((recorded.Session, challenge!), true)
            ? null
            : $"{recorded.Session} went back to {to} for an old answer to {challenge}.";
    }

    private bool IsProven(RecordedEvent recorded, WireRecord request, string id, string nonce)
    {
        string? proof = request.Member("proof");
        if (scene.Gateway(recorded.Actor).Options.Mode == SessionMode.Demo)
        {
            return proof == ForgedMessages.Proof(id, nonce, "jumpingvpn-demo-secret"u8);
        }

        return WasSentByOwner(recorded.Session, ("nonce", nonce), ("proof", proof));
    }

    private bool WasSentByOwner(SessionId session, params (string Name, string? Value)[] members)
    {
        string? owner = scene.Clients.FirstOrDefault(client => client.Session?.SessionId == session)?.Name;
        return scene.Wire.Records.Any(record =>
            record.Kind == WireRecordKind.Sent && record.Node == owner && members.All(member => record.Member(member.Name) == member.Value)
        );
    }
}
