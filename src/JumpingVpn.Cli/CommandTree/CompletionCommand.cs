using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn completion SHELL</c>: a script that makes a shell complete commands and options.</summary>
internal sealed class CompletionCommand : TaughtCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    private readonly Argument<string> _shell = new("SHELL") { Arity = ArgumentArity.ExactlyOne };

    public CompletionCommand()
        : base("completion", "Print a script that makes a shell complete commands and options.") => Add(_shell);

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Print a script that makes a shell complete the commands and options of jumpingvpn. The shell asks the program itself, so the
            script fits every version.

            Usage: jumpingvpn completion bash|zsh|fish

            Options:
              -h, --help   This page.

            Examples:
              jumpingvpn completion bash >> ~/.bashrc
              jumpingvpn completion zsh >> ~/.zshrc
              jumpingvpn completion fish > ~/.config/fish/completions/jumpingvpn.fish
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        string shell = parsed.GetValue(_shell)!;
        string? script = shell switch
        {
            "bash" => """
                _jumpingvpn() {
                  local IFS=$'\n'
                  COMPREPLY=($(compgen -W "$(jumpingvpn "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _jumpingvpn jumpingvpn
                """,
            "zsh" => """
                _jumpingvpn() {
                  local -a words_found
                  words_found=("${(@f)$(jumpingvpn "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                  compadd -a words_found
                  _files
                }
                compdef _jumpingvpn jumpingvpn
                """,
            "fish" => """
                complete -c jumpingvpn -a '(jumpingvpn "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
                """,
            _ => null,
        };
        if (script is null)
        {
            return Task.FromResult(
                Outcome.Usage($"'{shell}' is not a known shell{DidYouMean.Hint(shell, Shells)}; write {string.Join(", ", Shells)}.")
            );
        }

        surroundings.Out.WriteLine(script);
        return Task.FromResult(Outcome.Success);
    }
}
