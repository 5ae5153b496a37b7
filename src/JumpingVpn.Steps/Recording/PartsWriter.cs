using System.Buffers;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Steps.Recording;

/// <summary>Writes the parts of a picture from what was noted, in the order in which it happened.</summary>
internal sealed class PartsWriter(Scene scene, string title, Blocks<NotedHop> hops, IReadOnlyList<NotedFact> facts)
{
    private readonly Dictionary<TransportAddress, string> _texts = [];
    private readonly ArrayBufferWriter<byte> _trace = new(4_096);

    public PictureParts Write()
    {
        using var picture = new PictureWriter();
        using var stream = new MemoryStream();
        PcapngCapture? capture = hops.Count == 0 ? null : new PcapngCapture(stream, title);
        foreach (SceneRole role in scene.Roles)
        {
            picture.Role(role.Name, role.Role);
        }

        int hop = 0;
        int fact = 0;
        for (int entry = 0; entry <= scene.Story.Length; entry++)
        {
            // A hop and a fact that were noted before an entry of the story stand before it, each in its turn.
            while (hop < hops.Count && hops[hop].Position <= entry || fact < facts.Count && facts[fact].Position <= entry)
            {
                bool isFact = fact < facts.Count && facts[fact].Position <= entry && (hop == hops.Count || hops[hop].Facts > fact);
                if (isFact || hop == hops.Count || hops[hop].Position > entry)
                {
                    facts[fact++].Write(picture);
                }
                else
                {
                    WriteHop(picture, capture, hops[hop++]);
                }
            }

            if (entry < scene.Story.Length)
            {
                WriteEntry(picture, entry);
            }
        }

        return new PictureParts(picture.ToJson(), _trace.WrittenMemory, stream.ToArray());
    }

    private void WriteEntry(PictureWriter picture, int entry)
    {
        string? text = null;
        bool isDatagram = scene.Story.WriteTrace(entry, line => text = line);
        Encoding.UTF8.GetBytes(text!, _trace);
        _trace.Write("\n"u8);
        if (!isDatagram)
        {
            picture.Line(text!);
        }
    }

    private void WriteHop(PictureWriter picture, PcapngCapture? capture, in NotedHop noted)
    {
        NetworkHop hop = noted.Hop;
        capture?.OnHop(hop, noted.Payload);
        var drawn = new PictureHop(
            hop.At,
            HopNames.Of(hop.Kind),
            hop.Datagram,
            hop.Where,
            TextOf(hop.Source),
            TextOf(hop.Destination),
            hop.Translated is { } translated ? TextOf(translated) : null,
            hop.Delay,
            hop.Drop == DropReason.None ? null : DropReasonText.Of(hop.Drop)
        );
        picture.Hop(drawn, noted.Payload);
    }

    private string TextOf(in TransportAddress address)
    {
        if (!_texts.TryGetValue(address, out string? text))
        {
            text = address.ToString();
            _texts.Add(address, text);
        }

        return text;
    }
}
