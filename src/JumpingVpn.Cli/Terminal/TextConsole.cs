using Spectre.Console;

namespace JumpingVpn.Cli.Terminal;

/// <summary>Consoles that draw into a text, which is then shown at once.</summary>
internal static class TextConsole
{
    /// <param name="text">Takes what is drawn.</param>
    /// <param name="width">The columns that there are.</param>
    /// <param name="colours">Whether it is coloured.</param>
    public static IAnsiConsole Create(TextWriter text, int width, bool colours)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width;
        return console;
    }
}
