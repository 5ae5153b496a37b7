using System.Text.RegularExpressions;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>Who reads the name of a type knows which one is meant.</summary>
public sealed partial class NamesakeTests
{
    [Fact]
    public void No_two_types_of_the_product_have_one_name() =>
        SourceFiles
            .Read()
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => file.Lines)
            .Select(line => Declaration().Match(line))
            .Where(match => match.Success && !match.Groups["partial"].Success)
            .GroupBy(match => match.Groups["name"].Value)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .Should()
            .BeEmpty();

    // Types stand at the left margin, one a file; a generic one may share the name of one that is not.
    [GeneratedRegex(
        @"^(public|internal) ((?<partial>partial )|\w+ )*(class|struct|interface|enum|record)( struct| class)? (?<name>\w+(<[\w, ]+>)?)"
    )]
    private static partial Regex Declaration();
}
