using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>One endpoint of a shared library.</summary>
internal sealed unsafe class LibraryEndpoint : IEndpoint
{
    private readonly LibraryFunctions _functions;
    private readonly LibraryWatch _watch;
    private readonly byte[] _text = new byte[EndpointContract.LongestText];
    private NativeHost* _host;
    private nint _self;

    public LibraryEndpoint(LibraryFunctions functions, EndpointSetup setup, HostSide side)
    {
        _watch = new LibraryWatch(setup.Name, side.Bounds.Patience, side.IsAlone);
        _functions = functions;
        _host = NativeHost.Allocate(side);
        int length = Encoding.UTF8.GetBytes(setup.Configuration, _text);
        fixed (byte* text = _text)
        {
            using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Create, 0);
            _self = functions.Create(_host, setup.Seed, text, (uint)length);
        }

        if (_self == 0)
        {
            Dispose();
            throw new EndpointException($"refused its configuration \"{setup.Configuration}\"");
        }
    }

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<TransportAddress> own)
    {
        byte* addresses = stackalloc byte[own.Length * GuestAddress.Size];
        for (int i = 0; i < own.Length; i++)
        {
            GuestAddress.Write(own[i], new Span<byte>(addresses + (i * GuestAddress.Size), GuestAddress.Size));
        }

        using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Start, now);
        _functions.Start(_self, now, addresses, (uint)own.Length);
    }

    /// <inheritdoc/>
    public void Datagram(long now, in TransportAddress from, in TransportAddress to, ReadOnlySpan<byte> datagram)
    {
        byte* addresses = stackalloc byte[2 * GuestAddress.Size];
        byte* own = addresses + GuestAddress.Size;
        GuestAddress.Write(from, new Span<byte>(addresses, GuestAddress.Size));
        GuestAddress.Write(to, new Span<byte>(own, GuestAddress.Size));
        fixed (byte* bytes = datagram)
        {
            using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Datagram, now);
            _functions.Datagram(_self, now, addresses, own, bytes, (uint)datagram.Length);
        }
    }

    /// <inheritdoc/>
    public void Timer(long now)
    {
        using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Timer, now);
        _functions.Timer(_self, now);
    }

    /// <inheritdoc/>
    public void Command(long now, string line)
    {
        int length = Encoding.UTF8.GetBytes(line, _text);
        fixed (byte* text = _text)
        {
            using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Command, now);
            _functions.Command(_self, now, text, (uint)length);
        }
    }

    /// <inheritdoc/>
    public void Destroy(long now)
    {
        using LibraryWatch.Scope call = _watch.Enter(EndpointCall.Destroy, now);
        _functions.Destroy(_self);
        _self = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_self != 0)
        {
            Destroy(_watch.Now); // it has failed, and its memory is ours
        }

        _watch.Dispose();

        if (_host is not null)
        {
            NativeHost.Free(_host);
            _host = null;
        }
    }
}
