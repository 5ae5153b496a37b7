using System.Net;
using System.Text.Json;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>Reads the JSON lines that server and client print.</summary>
internal static class EventLine
{
    public static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    public static string Member(string line, string name) => Parse(line).GetProperty(name).GetString()!;

    /// <summary>The address that a server told by its first line.</summary>
    public static async Task<IPEndPoint> BoundAddressAsync(LineCapture output) =>
        IPEndPoint.Parse(Member(await output.WaitForAsync("\"ServerStart\""), "bind"));

    /// <summary>The names of all events so far, in order.</summary>
    public static IEnumerable<string> Names(LineCapture output) => output.Lines.Select(line => Member(line, "event"));
}
