using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>A bind that failed: an expected outcome, to be shown to whoever chose the address.</summary>
/// <param name="Kind">The cause, to decide by.</param>
/// <param name="Address">The address that was asked for.</param>
/// <param name="Message">One plain sentence that says what is wrong and what to do about it.</param>
public sealed record BindError(BindErrorKind Kind, TransportAddress Address, string Message)
{
    internal static BindError From(SocketException exception, in TransportAddress address) =>
        exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new(
                BindErrorKind.AddressInUse,
                address,
                $"{address} is in use by another program; stop that program or choose another port."
            ),
            SocketError.AccessDenied when address.Port is > 0 and < 1024 => new(
                BindErrorKind.AccessDenied,
                address,
                $"{address} needs administrator rights because its port is below 1024; choose a port from 1024 to 65535."
            ),
            SocketError.AccessDenied => new(
                BindErrorKind.AccessDenied,
                address,
                $"The operating system refuses {address} to this user; choose another address or port."
            ),
            SocketError.AddressNotAvailable => new(
                BindErrorKind.AddressNotAvailable,
                address,
                $"{address} is not an address of this machine; choose one of its own addresses, or 0.0.0.0 or [::] for all of them."
            ),
            SocketError.AddressFamilyNotSupported or SocketError.ProtocolFamilyNotSupported or SocketError.ProtocolNotSupported => new(
                BindErrorKind.AddressNotAvailable,
                address,
                $"This machine has {(address.IsIPv4 ? "IPv4" : "IPv6")} switched off, so {address} cannot be bound; "
                    + $"choose the other family."
            ),
            SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => new(
                BindErrorKind.TooManySockets,
                address,
                $"{address} cannot be bound because no more sockets can be opened; close some or raise the limit of open files."
            ),
            _ => new(BindErrorKind.Other, address, $"{address} cannot be bound: {exception.Message} ({exception.SocketErrorCode})."),
        };
}
