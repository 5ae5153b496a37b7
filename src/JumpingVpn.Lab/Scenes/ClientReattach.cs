using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>How one client takes its session to another transport, and what came of it.</summary>
public sealed class ClientReattach
{
    private readonly Scene _scene;
    private readonly ClientActor _client;
    private Refusal? _forgedAnswer;

    internal ClientReattach(Scene scene, ClientActor client)
    {
        _scene = scene;
        _client = client;
    }

    /// <summary>Opens a new socket, reattaches from it and waits for the outcome.</summary>
    public void FromNewSocket()
    {
        BeginFromNewSocket();
        Await();
    }

    /// <summary>Opens a new socket and asks from it to be reattached, without waiting for the outcome.</summary>
    public void BeginFromNewSocket()
    {
        Note(forgedAnswer: null);
        _scene.Event(() => _client.ReplaceSocket(_client.Name));
    }

    /// <summary>Opens a socket on another interface, reattaches from it and waits for the outcome.</summary>
    public void Over(string interfaceName)
    {
        _scene.Event(() => _client.ReplaceSocket($"{_client.Name}.{interfaceName}"));
        Await();
    }

    /// <summary>Reattaches on the socket it has, and waits for the outcome.</summary>
    public void OnOldSocket()
    {
        _scene.Event(() => _client.RequireDriver().Reattach());
        Await();
    }

    /// <summary>From its own socket, asks for its session with a proof that was made with another secret, and awaits the
    /// answer.</summary>
    public void WithWrongProof()
    {
        byte[] request = ForgedMessages.ReattachRequest(_client.RequireId().ToString(), new byte[8], "not the secret"u8);
        DatagramQueue answers = new();
        IDatagramChannel socket = _client.OpenSocket(_client.Name);
        socket.Start(answers);
        _scene.Event(() => socket.Send(request, _scene.Lab.AddressToReach(_client.Name, _client.RequireGateway().Address)));
        Completed.Require(socket.DisposeAsync());
        bool answered = answers.TryReceive(out DatagramReceived answer);
        Expect.That(answered, $"\"{_client.Name}\" got no answer to its request.");
        Note(
            new Refusal(
                MessageText.Member(answer.Payload.Span, "code") ?? MessageText.TypeOf(answer.Payload.Span) ?? "?",
                MessageText.Member(answer.Payload.Span, "reason")
            )
        );
    }

    /// <summary>States that the last reattach was accepted.</summary>
    public void ExpectAccepted() =>
        Expect.That(
            _forgedAnswer is null && Outcome.Status == ReattachStatus.Accepted,
            $"The reattach of \"{_client.Name}\" is {Words()}, and should be accepted."
        );

    /// <summary>States that the last reattach was refused.</summary>
    public void ExpectRefused(Refusal wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        Refusal? refusal = _forgedAnswer ?? RefusalOf(Outcome);
        Expect.That(
            refusal?.Matches(wanted) == true,
            $"The reattach of \"{_client.Name}\" is {Words()}, and should be refused as {wanted}."
        );
    }

    /// <summary>States that it reattached since its session began, and opened no other socket for it.</summary>
    public void ExpectOnOldSocket() =>
        Expect.That(
            Outcome.Status == ReattachStatus.Accepted && _client.FurtherSockets == 0,
            $"The last reattach of \"{_client.Name}\" is {Words()}, and it has opened {Amount.Of(_client.FurtherSockets, "more socket")}."
        );

    private ReattachOutcome Outcome => _client.RequireSession().LastReattach;

    private void Await()
    {
        Note(forgedAnswer: null);
        _scene.Lab.RunUntil(() => Outcome.Status != ReattachStatus.Pending, Scene.Patience);
    }

    private void Note(Refusal? forgedAnswer)
    {
        _forgedAnswer = forgedAnswer;
        _scene.LastReattacher = _client;
    }

    private static Refusal? RefusalOf(ReattachOutcome outcome) =>
        outcome.Status == ReattachStatus.Refused
            ? new Refusal(CodeNames.Name(outcome.Code), outcome.Reason == ReasonCode.None ? null : CodeNames.Name(outcome.Reason))
            : null;

    private string Words() =>
        (_forgedAnswer ?? RefusalOf(Outcome)) is { } refusal
            ? $"refused as {refusal}"
            : Outcome.Status switch
            {
                ReattachStatus.None => "not begun",
                ReattachStatus.Pending => "not answered yet",
                ReattachStatus.Accepted => "accepted",
                _ => "given up",
            };
}
