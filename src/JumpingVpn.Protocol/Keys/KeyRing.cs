using System.Text;

namespace JumpingVpn.Protocol.Keys;

/// <summary>The pre-shared keys of a server by client: for each of them one, or several while one takes the place of another.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly Dictionary<string, List<HeldKey>> _byClient = [];
    private readonly Dictionary<string, List<HeldKey>>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly List<HeldKey> _all = [];

    public KeyRing(IReadOnlyList<ClientKey> keys)
    {
        _byName = _byClient.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (ClientKey key in keys)
        {
            var held = new HeldKey(key.Client, key.Key.Span, key.ValidUntil);
            _all.Add(held);
            if (!_byClient.TryGetValue(key.Client, out List<HeldKey>? its))
            {
                _byClient[key.Client] = its = [];
            }

            its.Add(held);
        }
    }

    /// <summary>All of them, for a look at whether they were wiped.</summary>
    public IReadOnlyList<HeldKey> All => _all;

    /// <summary>The keys of a client, as the wire names it; none if nobody is called so.</summary>
    public IReadOnlyList<HeldKey> Of(ReadOnlySpan<byte> client)
    {
        Span<char> name = stackalloc char[ClientName.Longest];
        return Encoding.ASCII.TryGetChars(client, name, out int length) && _byName.TryGetValue(name[..length], out List<HeldKey>? keys)
            ? keys
            : [];
    }

    public void Dispose() => _all.ForEach(key => key.Dispose());
}
