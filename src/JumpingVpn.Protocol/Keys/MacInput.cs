using System.Buffers.Binary;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// Writes what a message authentication code covers, so that no two messages are written alike: a head of known length, then each member
/// that is there as its tag, its length and its value, in the order of the tags.
/// </summary>
internal ref struct MacInput(Span<byte> buffer)
{
    /// <summary>Enough for the head and for the tags, lengths and numbers of all members.</summary>
    public const int Overhead = 192;

    private const byte Version = 1;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Head(MacDirection direction, MessageType type, SessionId id)
    {
        ReadOnlySpan<byte> name = MessageSchema.Of(type).NameUtf8;
        _buffer[_length++] = Version;
        _buffer[_length++] = (byte)direction;
        _buffer[_length++] = (byte)name.Length;
        name.CopyTo(_buffer[_length..]);
        _length += name.Length;
        BinaryPrimitives.WriteUInt64BigEndian(_buffer[_length..], id.Value);
        _length += sizeof(ulong);
    }

    public void Number(MacTag tag, long value)
    {
        Begin(tag, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_buffer[_length..], value);
        _length += sizeof(long);
    }

    public void Text(MacTag tag, ReadOnlySpan<byte> utf8)
    {
        Begin(tag, utf8.Length);
        utf8.CopyTo(_buffer[_length..]);
        _length += utf8.Length;
    }

    private void Begin(MacTag tag, int length)
    {
        _buffer[_length++] = (byte)tag;
        BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], length);
        _length += sizeof(int);
    }
}
