using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>One datagram as somebody on the path has seen it, and whose conversation it belongs to.</summary>
internal sealed record Capture(MessageType Type, byte[] Bytes, bool ToServer, TransportAddress Source, SessionClient Owner);
