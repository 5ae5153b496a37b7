using System.Globalization;
using System.Text;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Names of files for findings.</summary>
internal static class FindingNames
{
    private const int Longest = 48;

    /// <summary>The number and the first words of the title: <c>01-no-message-is-delivered-twice</c>.</summary>
    public static string Of(int number, string title)
    {
        var name = new StringBuilder();
        foreach (char letter in title)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                name.Append(char.ToLowerInvariant(letter));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }

            if (name.Length >= Longest)
            {
                break;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{number:00}-{name.ToString().Trim('-')}");
    }
}
