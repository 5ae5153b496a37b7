using JumpingVpn.Datagrams;
using JumpingVpn.Lab;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Steps.Recording;

/// <summary>Makes the parts of a picture from what was noted, in the order in which it happened.</summary>
internal sealed class PartsWriter(Scene scene, string title, Blocks<NotedHop> hops, IReadOnlyList<NotedFact> facts)
{
    private readonly Dictionary<TransportAddress, string> _texts = [];

    public PictureParts Parts => new(WriteRecords, scene.Story.Length == 0 ? null : WriteTrace, hops.Count == 0 ? null : WriteCapture);

    private void WriteRecords(Stream stream)
    {
        using var picture = new PictureWriter();
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
                    WriteHop(picture, hops[hop++]);
                }
            }

            if (entry < scene.Story.Length && !scene.Story.IsDatagram(entry))
            {
                scene.Story.WriteTrace(entry, picture.Line);
            }
        }

        stream.Write(picture.ToJson().Span);
    }

    private void WriteTrace(Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        for (int entry = 0; entry < scene.Story.Length; entry++)
        {
            scene.Story.WriteTrace(entry, writer.WriteLine);
        }
    }

    private void WriteCapture(Stream stream)
    {
        var capture = new PcapngCapture(stream, title);
        for (int i = 0; i < hops.Count; i++)
        {
            capture.OnHop(hops[i].Hop, hops[i].Payload);
        }
    }

    private void WriteHop(PictureWriter picture, in NotedHop noted)
    {
        NetworkHop hop = noted.Hop;
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
