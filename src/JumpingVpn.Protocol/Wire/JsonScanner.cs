using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Walks over the members of one JSON object (RFC 8259), strictly and in bounded time: no exception, no recursion, no memory, whatever
/// the bytes. What is long is skipped by whole vectors; what takes its own step, a piece, is counted, and a text of too many pieces
/// is given up. So no datagram costs much more than any other of its length.
/// </summary>
/// <remarks>A piece is a name, a value or white space but a single blank; an escape counts as <see cref="PiecesOfEscape"/>.</remarks>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    /// <summary>How many pieces a text may have. The longest message of this protocol has 20.</summary>
    public const int MaximumPieces = 40;

    /// <summary>How deep values may be nested, the object itself included.</summary>
    public const int MaximumDepth = 64;

    /// <summary>How many pieces an escape counts as. A string of more than <see cref="FewEscapes"/> is checked as a whole, for as much as
    /// this many of them.</summary>
    public const int PiecesOfEscape = 4;

    /// <summary>How many escapes of a string are followed one by one.</summary>
    public const int FewEscapes = 2;

    private const int FewDigits = 20;

    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);
    private static readonly SearchValues<byte> EndOfRun = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'"',
        (byte)'\\',
    ]);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private bool _begun;

    /// <summary>How many pieces were counted so far.</summary>
    public int Pieces { get; private set; }

    /// <summary>True once the object has ended and nothing follows it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Goes to the next member; its value has to be taken before the one after.</summary>
    /// <returns>False at the end of the object, and where the text is none; <see cref="IsWhole"/> tells which.</returns>
    public bool TryNext(out JsonToken name)
    {
        name = default;
        bool first = !_begun;
        _begun = true;
        if (first && !TryTake((byte)'{'))
        {
            return false;
        }

        if (TryTake((byte)'}'))
        {
            SkipWhite();
            IsWhole = _at == _json.Length && Pieces <= MaximumPieces;
            return false;
        }

        return (first || TryTake((byte)',')) && TryName(out name);
    }

    /// <summary>Takes the value of the member; false if it is none.</summary>
    public bool TryValue(out JsonToken value)
    {
        value = default;
        SkipWhite();
        return Peek() switch
        {
            (byte)'"' => TryText(out value),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => TryNumber(out value),
            _ => TrySkip(),
        };
    }

    private bool TryName(out JsonToken name)
    {
        SkipWhite();
        return TryText(out name) && TryTake((byte)':');
    }

    private bool TryText(out JsonToken text)
    {
        text = default;
        if (!Count(1) || Peek() != '"')
        {
            return false;
        }

        int start = _at + 1;
        int length = EndOfPlain(_json[start..]);
        if (length < 0)
        {
            return false;
        }

        _at = start + length;
        if (_json[_at] != '"')
        {
            return _json[_at] == '\\' && TryEscaped(start, out text);
        }

        _at++;
        text = new JsonToken(start, length, JsonKind.Text);
        return true;
    }

    /// <summary>Goes on from the first escape of a string: step by step while they are few, as a whole where they are many.</summary>
    private bool TryEscaped(int start, out JsonToken text)
    {
        text = default;
        bool isUnicode = true;
        int escapes = 0;
        for (; _json[_at] == '\\'; escapes++)
        {
            if (!Count(PiecesOfEscape))
            {
                return false;
            }

            if (escapes == FewEscapes)
            {
                return TryHeavilyEscaped(start, out text);
            }

            int scalar = JsonEscape.Read(_json[_at..], out int length);
            isUnicode &= scalar >= 0;
            _at += length;
            int run = EndOfPlain(_json[_at..]);
            if (length == 0 || run < 0)
            {
                return false;
            }

            _at += run;
        }

        text = new JsonToken(start, _at - start, JsonKind.Text, (byte)escapes, isUnicode);
        return _json[_at++] == '"';
    }

    private bool TryHeavilyEscaped(int start, out JsonToken text)
    {
        int length = EscapedText.Measure(_json[start..], out bool isUnicode);
        text = new JsonToken(start, length, JsonKind.Text, FewEscapes + 1, isUnicode);
        _at = start + length + 1;
        return length >= 0;
    }

    /// <summary>Where a string ends or has its first byte that is not plain; negative where it does neither.</summary>
    private static int EndOfPlain(ReadOnlySpan<byte> text)
    {
        if (text.Length < Vector128<byte>.Count)
        {
            return text.IndexOfAny(EndOfRun);
        }

        // Nearly all names and most values end within one vector, sooner than a call of the search would have begun.
        var first = Vector128.Create(text);
        Vector128<byte> ends =
            Vector128.Equals(first, Vector128.Create((byte)'"'))
            | Vector128.Equals(first, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(first, Vector128.Create((byte)' '));
        if (ends != Vector128<byte>.Zero)
        {
            return BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
        }

        int rest = text[Vector128<byte>.Count..].IndexOfAny(EndOfRun);
        return rest < 0 ? rest : rest + Vector128<byte>.Count;
    }

    private bool TryNumber(out JsonToken number)
    {
        int start = _at;
        number = default;
        _at += Peek() == '-' ? 1 : 0;
        bool good = Count(1) && (Peek() == '0' ? ++_at > 0 : TryDigits());
        if (good && Peek() == '.')
        {
            _at++;
            good = TryDigits();
        }

        if (good && (Peek() | 0x20) == 'e')
        {
            _at++;
            _at += Peek() is (byte)'+' or (byte)'-' ? 1 : 0;
            good = TryDigits();
        }

        number = new JsonToken(start, _at - start, JsonKind.Number);
        return good;
    }

    private bool TryDigits()
    {
        int start = _at;
        while (_at < _json.Length && char.IsAsciiDigit((char)_json[_at]))
        {
            if (++_at - start == FewDigits)
            {
                int rest = _json[_at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                _at = rest < 0 ? _json.Length : _at + rest;
            }
        }

        return _at > start;
    }

    private bool TryLiteral()
    {
        ReadOnlySpan<byte> rest = _json[_at..];
        int length =
            rest.StartsWith("true"u8) || rest.StartsWith("null"u8) ? 4
            : rest.StartsWith("false"u8) ? 5
            : 0;
        _at += length;
        return length > 0 && Count(1);
    }

    /// <summary>Skips a value that is not a string and no number of the message's own, with everything that is nested in it.</summary>
    private bool TrySkip()
    {
        ulong objects = 0; // the innermost is the lowest bit: 1 for an object, 0 for an array
        int depth = 1;
        while (TryOpenOrSkip(ref objects, ref depth))
        {
            if (depth == 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes into a container, or over a value and out of the containers that end behind it.</summary>
    private bool TryOpenOrSkip(ref ulong objects, ref int depth)
    {
        SkipWhite();
        byte first = Peek();
        if (first is (byte)'{' or (byte)'[')
        {
            bool isObject = first == '{';
            _at++;
            objects = (objects << 1) | (isObject ? 1UL : 0);
            if (++depth > MaximumDepth || !Count(1))
            {
                return false;
            }

            if (!TryTake(isObject ? (byte)'}' : (byte)']'))
            {
                return !isObject || TryName(out _);
            }

            depth--;
            objects >>= 1;
        }
        else if (!TryScalar(first))
        {
            return false;
        }

        while (depth > 1 && TryTake((objects & 1) != 0 ? (byte)'}' : (byte)']'))
        {
            depth--;
            objects >>= 1;
        }

        return depth == 1 || (TryTake((byte)',') && ((objects & 1) == 0 || TryName(out _)));
    }

    private bool TryScalar(byte first) =>
        first switch
        {
            (byte)'"' => TryText(out _),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => TryNumber(out _),
            _ => TryLiteral(),
        };

    private bool Count(int pieces)
    {
        Pieces += pieces;
        return Pieces <= MaximumPieces;
    }

    /// <summary>The next byte; 0, which begins nothing, at the end.</summary>
    private readonly byte Peek() => _at < _json.Length ? _json[_at] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake(byte mark)
    {
        SkipWhite();
        if (Peek() != mark)
        {
            return false;
        }

        _at++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhite()
    {
        if (Peek() <= ' ')
        {
            SkipRun();
        }
    }

    private void SkipRun()
    {
        if (Peek() == ' ' && _at + 1 < _json.Length && _json[_at + 1] > ' ')
        {
            _at++;
            return;
        }

        int white = _json[_at..].IndexOfAnyExcept(White);
        white = white < 0 ? _json.Length - _at : white;
        _at += white;
        Pieces += white > 0 ? 1 : 0;
    }
}
