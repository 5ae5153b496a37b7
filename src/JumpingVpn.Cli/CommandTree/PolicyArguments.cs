using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options <c>--policy</c> and <c>--policy-file</c> of a command that plays one side.</summary>
internal sealed class PolicyArguments(PolicySide side)
{
    private readonly Option<string[]> _pairs = new("--policy") { HelpName = "NAME=VALUE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _file = new("--policy-file") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    public void AddTo(Command command)
    {
        command.Add(_pairs);
        command.Add(_file);
    }

    /// <summary>Reads the file, then the pairs, which count where both have a setting.</summary>
    public Parsed<PolicyOverrides> Read(ParseResult parsed, CancellationToken stop)
    {
        var policy = PolicyOverrides.Of(side);
        if (parsed.GetValue(_file) is { } path)
        {
            if (!File.Exists(path))
            {
                return Parsed<PolicyOverrides>.Invalid($"--policy-file '{path}': there is no such file");
            }

            Parsed<PolicyOverrides> read = WaitingRead.Of(() => PolicyFile.Load(path, policy), stop);
            if (!read.IsValid)
            {
                return Parsed<PolicyOverrides>.Invalid($"--policy-file '{path}': {read.Error}");
            }

            policy = read.Value;
        }

        foreach (string pair in parsed.GetValue(_pairs) ?? [])
        {
            Parsed<PolicyOverrides> added = PolicyPair.Add(pair, policy);
            if (!added.IsValid)
            {
                return Parsed<PolicyOverrides>.Invalid($"--policy: {added.Error}");
            }

            policy = added.Value;
        }

        return policy;
    }
}
