using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options <c>--mode</c> and <c>--psk-file</c> of server and client, and the client's <c>--psk-name</c>.
/// A key never stands on a command line, where
/// others see it.</summary>
internal sealed class KeyOptions(bool withName)
{
    /// <summary>The environment variable that may hold the key instead of a file.</summary>
    public const string Variable = "JUMPINGVPN_PSK";

    private const string FileOption = "--psk-file";
    private const string NameOption = "--psk-name";

    private readonly Option<SessionMode> _mode = ValueOption.Of("--mode", "MODE", ParseMode);
    private readonly Option<string> _file = new(FileOption) { HelpName = "PATH", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string> _name = ValueOption.Of(NameOption, "NAME", ParseName);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_mode);
        command.Add(_file);
        if (withName)
        {
            command.Add(_name);
        }
    }

    /// <summary>Reads the mode and its key, or says what is missing. The key's bytes are the caller's to wipe.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="surroundings">The environment.</param>
    /// <param name="hasOthers">Whether psk mode has keys of single clients, and so needs none for all.</param>
    public Parsed<SessionSecret> Read(ParseResult parsed, Surroundings surroundings, bool hasOthers)
    {
        SessionMode mode = parsed.GetValue(_mode);
        string? path = parsed.GetValue(_file);
        string? name = withName ? parsed.GetValue(_name) : null;
        if (mode != SessionMode.Psk && name is not null)
        {
            return Parsed<SessionSecret>.Invalid($"{NameOption} '{name}': only psk mode takes a name; add --mode psk.");
        }

        if (mode != SessionMode.Psk)
        {
            return path is null
                ? new SessionSecret(mode, [])
                : Parsed<SessionSecret>.Invalid($"{FileOption} '{path}': only psk mode takes a key; add --mode psk.");
        }

        if (path is not null)
        {
            Parsed<byte[]> key = WaitingRead.Of(() => PreSharedKeyText.FromFile(path), surroundings.Stop);
            return key.IsValid
                ? new SessionSecret(mode, key.Value, name)
                : Parsed<SessionSecret>.Invalid($"{FileOption} '{path}': {key.Error}.");
        }

        if (surroundings.Variable(Variable) is not { } text)
        {
            if (hasOthers)
            {
                return new SessionSecret(mode, []);
            }

            return Parsed<SessionSecret>.Invalid(
                $"--mode psk: give the key in a file with {FileOption} PATH, or in the variable {Variable}."
            );
        }

        Parsed<byte[]> given = PreSharedKeyText.FromText(text);
        return given.IsValid ? new SessionSecret(mode, given.Value, name) : Parsed<SessionSecret>.Invalid($"{Variable}: {given.Error}.");
    }

    private static Parsed<string> ParseName(string text) =>
        ClientName.IsValid(text)
            ? text
            : Parsed<string>.Invalid($"write 1 to {ClientName.Longest} letters, digits, dots, underscores or hyphens");

    private static Parsed<SessionMode> ParseMode(string text) =>
        text switch
        {
            "demo" => SessionMode.Demo,
            "psk" => SessionMode.Psk,
            "ephemeral" => SessionMode.Ephemeral,
            _ => Parsed<SessionMode>.Invalid("write demo, psk or ephemeral"),
        };
}
