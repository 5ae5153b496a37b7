using JumpingVpn.Datagrams;
using JumpingVpn.Peer;

// A client that does what it is told on standard input, one command a line, and tells its events on standard output.
if (args.Length != 1 || !TransportAddress.TryParse(args[0], out TransportAddress server))
{
    Console.Error.WriteLine("usage: JumpingVpn.Peer ADDRESS:PORT");
    return 2;
}

await using var client = new SteeredClient(server, Console.Out);
while (await Console.In.ReadLineAsync() is { } line)
{
    string[] words = line.Split(' ', 2);
    if (await client.DoAsync(words[0], words.Length > 1 ? words[1] : "") is { } error)
    {
        Console.Error.WriteLine($"{line}: {error}");
        return 1;
    }
}

return 0;
