using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol;

/// <summary>One network that a client may use: Wi-Fi, LTE.</summary>
/// <param name="Name">Its name, unique among the client's candidates.</param>
/// <param name="Open">Opens a new channel on it, which the driver owns; null if that is impossible now, which an exception says too. It
/// is called under the
/// driver's lock and must be quick. A function rather than a channel, because a channel on a network that was away is dead when the network
/// comes back, and
/// one that is bound to an address is dead when the address is gone.</param>
public sealed record PathCandidate(string Name, Func<IDatagramChannel?> Open)
{
    /// <summary>Opens a channel; null, and why, where that is impossible now.</summary>
    internal IDatagramChannel? TryOpen(out Exception? why)
    {
        why = null;
        try
        {
            return Open();
        }
        catch (Exception exception)
        {
            why = exception; // the network's own trouble, and no reason to give up the others
            return null;
        }
    }
}
