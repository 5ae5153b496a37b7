using System.Text;
using System.Text.Json;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>
/// The test vectors in docs/wire-format.md: the datagrams are those of real peers, the values between are computed from them a second time
/// by a script that knows the page and Python's standard library, and nothing of this code.
/// </summary>
public sealed class WireVectorsTests
{
    private const string Heading = "## Test vectors";

    [PythonFact]
    public void The_page_has_the_vectors_that_Python_computes_from_what_the_peers_say()
    {
        var text = new StringBuilder();
        foreach (SessionMode mode in (SessionMode[])[SessionMode.Psk, SessionMode.Ephemeral])
        {
            Write(text, mode);
        }

        Pages.ExpectLastSection("wire-format.md", Heading, text.ToString());
    }

    [Theory]
    [InlineData(SessionMode.Psk)]
    [InlineData(SessionMode.Ephemeral)]
    public void The_peers_say_what_the_page_has_and_hold_its_key(SessionMode mode)
    {
        using var conversation = new VectorConversation(mode);
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "wire-format.md"));

        page = page[page.IndexOf(Heading, StringComparison.Ordinal)..];
        page = page[page.IndexOf($"### Mode {NameOf(mode)}\n", StringComparison.Ordinal)..];

        page.Should().Contain($"| session key | `{Convert.ToHexStringLower(conversation.Key)}` |");
        page.Should().Contain($"```json\n{string.Join('\n', conversation.Wire)}\n```\n");
        conversation
            .Wire.Select(datagram => JsonDocument.Parse(datagram).RootElement.GetProperty("type").GetString())
            .Should()
            .Contain(["DATA", "DATA_ACK", "KEEPALIVE", "KEEPALIVE_ACK", "REATTACH_REQUEST", "REATTACH_ACK", "ERROR", "TERMINATE"]);
    }

    [PythonFact]
    public void What_Python_is_asked_to_check_it_does_check()
    {
        using var conversation = new VectorConversation(SessionMode.Psk);
        string retry = Retry(conversation.Wire[0]);
        for (int i = 0; i < conversation.Wire.Count; i++)
        {
            List<string> changed = [.. conversation.Wire];
            changed[i] = OtherCode(changed[i]);
            Action compute = () => Compute(SessionMode.Psk, conversation, changed, retry);

            compute.Should().Throw<InvalidOperationException>().WithMessage("*the page says*");
        }

        Action withRetry = () => Compute(SessionMode.Psk, conversation, conversation.Wire, OtherCode(retry));
        withRetry.Should().Throw<InvalidOperationException>().WithMessage("the code of HANDSHAKE_RETRY: the page says*");
    }

    private static void Write(StringBuilder text, SessionMode mode)
    {
        using var conversation = new VectorConversation(mode);
        string retry = mode == SessionMode.Psk ? Retry(conversation.Wire[0]) : "";
        text.Append("\n### Mode ").Append(NameOf(mode)).Append("\n\n| value | hexadecimal |\n|---|---|\n");
        foreach (string[] row in Compute(mode, conversation, conversation.Wire, retry))
        {
            text.Append("| ").Append(row[0]).Append(" | `").Append(row[1]).Append("` |\n");
        }

        text.Append("\n```json\n").AppendJoin("\n", conversation.Wire).Append("\n```\n");
        if (retry.Length > 0)
        {
            text.Append("\nThe answer to that `HANDSHAKE_INIT` of a server that asks for a cookie:\n\n```json\n")
                .Append(retry)
                .Append("\n```\n");
        }
    }

    private static string[][] Compute(SessionMode mode, VectorConversation conversation, List<string> wire, string retry)
    {
        string recorded = JsonSerializer.Serialize(
            new
            {
                mode = NameOf(mode),
                psk = Convert.ToHexStringLower(mode == SessionMode.Psk ? Modes.PreSharedKey : []),
                client = Convert.ToHexStringLower(conversation.ClientPrivateKey),
                server = Convert.ToHexStringLower(conversation.ServerPrivateKey),
                wire,
                retry,
            }
        );
        string script = RepositoryFiles.PathOf("tests", "JumpingVpn.Protocol.Tests", "Keys", "key_schedule.py");
        return JsonSerializer.Deserialize<string[][]>(PythonScript.Run(script, recorded))!;
    }

    /// <summary>What a server says to that first message that asks for a cookie; its key of the cookies counts downwards from ef.</summary>
    private static string Retry(string init)
    {
        ServerOptions wary = Modes.Server(SessionMode.Psk) with { RetryPolicy = RetryPolicy.Always };
        using var server = new SessionServer(wary, new ListEntropy([.. Enumerable.Range(0, 256).Select(i => (byte)(255 - i))]));
        var buffer = new byte[4096];
        server.HandleDatagram(Encoding.UTF8.GetBytes(init), Addresses.Phone, TimeSpan.FromSeconds(1));
        server.TryPollTransmit(buffer, out int length, out _).Should().BeTrue();
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static string OtherCode(string datagram)
    {
        int end = datagram.IndexOf('"', datagram.IndexOf("\"mac\":\"", StringComparison.Ordinal) + 7);
        return datagram[..(end - 1)] + (datagram[end - 1] == '0' ? '1' : '0') + datagram[end..];
    }

    private static string NameOf(SessionMode mode) => mode == SessionMode.Psk ? "psk" : "ephemeral";
}
