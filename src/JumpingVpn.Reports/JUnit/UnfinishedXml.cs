using System.Text;
using System.Xml;

namespace JumpingVpn.Reports.JUnit;

/// <summary>An XML document in a file that is whole after every save: what is missing is replaced by an ending that says so.</summary>
/// <param name="stream">The file; owned from now on. One that cannot seek gets everything at the end.</param>
internal sealed class UnfinishedXml(Stream stream) : IDisposable
{
    private const string Ending = """

          <testsuite name="jumpingvpn" tests="1" failures="0" errors="1" skipped="0" time="0.000">
            <testcase name="the run has not ended" classname="jumpingvpn" time="0.000">
              <error message="The run has not ended: it is still under way, or the program was killed. Later results are missing." />
            </testcase>
          </testsuite>
        </testsuites>
        """;

    private readonly MemoryStream _pending = new();
    private XmlWriter? _xml;
    private bool _hasContent;

    /// <summary>Writes the document, whose root is <c>testsuites</c>.</summary>
    public XmlWriter Xml =>
        _xml ??= XmlWriter.Create(
            _pending,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                Indent = true,
                NewLineChars = "\n",
                CheckCharacters = false,
            }
        );

    /// <summary>Hands to the system what was written so far, with an ending. Only the root may be open.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save()
    {
        if (!stream.CanSeek)
        {
            return;
        }

        Xml.Flush();
        long length = _pending.Length;
        // The writer closes the tag of the root with its first child.
        _pending.Write(Encoding.UTF8.GetBytes(_hasContent ? Ending : ">" + Ending));
        _hasContent = true;
        long end = stream.Position + length;
        stream.Write(_pending.GetBuffer().AsSpan(0, (int)_pending.Length));
        stream.Flush();
        stream.Position = end;
        _pending.SetLength(0);
    }

    /// <summary>Writes the rest, after the document is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Finish()
    {
        Xml.Flush();
        stream.Write(_pending.GetBuffer().AsSpan(0, (int)_pending.Length));
        if (stream.CanSeek && stream.Length > stream.Position)
        {
            stream.SetLength(stream.Position);
        }

        stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml?.Dispose();
        stream.Dispose();
    }
}
