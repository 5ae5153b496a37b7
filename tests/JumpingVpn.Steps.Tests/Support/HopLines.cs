using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Simulation;

namespace JumpingVpn.Steps.Tests.Support;

/// <summary>Writes a line for each hop of each datagram, without what differs between carriers by nature: addresses and numbers.</summary>
internal sealed class HopLines : ISceneWitness
{
    private readonly List<string> _lines = [];

    /// <summary>The lines, those of one instant in the order of their text: real sockets go through what happens at once in another
    /// order.</summary>
    public IReadOnlyList<string> Sorted => [.. _lines.Order(StringComparer.Ordinal)];

    public void OnScene(Scene scene) { }

    public void OnNode(SceneNodeKind kind, string name, string? behind) { }

    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) { }

    public void OnStepEnded(Scene scene) { }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        // Where nothing delays, real sockets have no link.
        if (hop.Kind != HopKind.Link || hop.Delay > TimeSpan.Zero)
        {
            string drop = hop.Kind == HopKind.Dropped ? $" {hop.Drop}" : "";
            _lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{hop.At:c} {hop.Where} {hop.Kind} {hop.Delay} {payload.Length}{drop}")
            );
        }
    }
}
