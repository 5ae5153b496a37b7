using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>What server and client are set by alike: their policy, where the secret comes from, and what is recorded.</summary>
internal sealed class SideOptions(PolicySide side)
{
    private readonly PolicyArguments _policy = new(side);
    private readonly KeyOptions _keys = new(withName: side == PolicySide.Client);
    private readonly RecordArguments _record = new(withPayload: side == PolicySide.Server);

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        _policy.AddTo(command);
        _keys.AddTo(command);
        _record.AddTo(command);
    }

    /// <summary>Reads all of them, or says what is wrong with the first that is. What is read is the caller's to dispose.</summary>
    /// <exception cref="OperationCanceledException">The program is to stop, and a file is a pipe that nobody writes to.</exception>
    /// <param name="parsed">The command line.</param>
    /// <param name="surroundings">The environment.</param>
    /// <param name="hasOtherKeys">Whether psk mode has keys of single clients. Default: false.</param>
    public Parsed<SideSettings> Read(ParseResult parsed, Surroundings surroundings, bool hasOtherKeys = false)
    {
        Parsed<RecordOptions> record = _record.Read(parsed);
        if (!record.IsValid)
        {
            return Parsed<SideSettings>.Invalid($"{record.Error}.");
        }

        Parsed<SessionSecret> secret = _keys.Read(parsed, surroundings, hasOtherKeys);
        if (!secret.IsValid)
        {
            return Parsed<SideSettings>.Invalid(secret.Error);
        }

        Parsed<PolicyOverrides> policy = _policy.Read(parsed, surroundings.Stop);
        if (!policy.IsValid)
        {
            secret.Value.Dispose();
            return Parsed<SideSettings>.Invalid($"{policy.Error}.");
        }

        return new SideSettings(secret.Value, policy.Value, record.Value);
    }
}
