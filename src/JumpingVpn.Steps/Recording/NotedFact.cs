using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Steps.Recording;

/// <summary>Something that befell the network, or a step that ended.</summary>
/// <param name="Position">How much the story of the scene had by then.</param>
/// <param name="Write">Writes it.</param>
internal readonly record struct NotedFact(int Position, Action<PictureWriter> Write);
