using System.Text;

namespace JumpingVpn.Fuzzing;

/// <summary>A datagram that broke something.</summary>
/// <param name="Datagram">Its bytes, shrunk as far as it still breaks a fresh target in the same way.</param>
/// <param name="FailsAlone">True where a fresh target fails on this datagram alone; false where it took those before it.</param>
/// <param name="Exception">What came out.</param>
public sealed record FuzzFailure(byte[] Datagram, bool FailsAlone, Exception Exception)
{
    /// <summary>The datagram as text and as hex, and what it did.</summary>
    public override string ToString() =>
        $"{Exception.GetType().Name}: {Exception.Message}\n"
        + $"  text  {Encoding.UTF8.GetString(Datagram)}\n"
        + $"  hex   {Convert.ToHexStringLower(Datagram)}\n"
        + (FailsAlone ? "" : "  It needs the datagrams before it: run with the same seed to see it again.\n")
        + Exception.StackTrace;
}
