namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>A file can be read in one sitting and a line without scrolling; most files are short.</summary>
public sealed class SourceSizeTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 400;
    private const int MedianFile = 80;

    [Fact]
    public void No_line_of_code_is_longer_than_140_characters() =>
        (
            from file in SourceFiles.Read().Concat(SourceFiles.Read("*.js")).Concat(SourceFiles.Read("*.css"))
            from line in file.Lines.Index()
            where line.Item.Length > LongestLine
            select $"{file.Path}:{line.Index + 1} has {line.Item.Length} characters"
        )
            .Should()
            .BeEmpty();

    [Fact]
    public void No_file_of_code_is_longer_than_400_lines() =>
        SourceFiles
            .Read()
            .Concat(SourceFiles.Read("*.js"))
            .Concat(SourceFiles.Read("*.css"))
            .Where(file => file.Lines.Count > LongestFile)
            .Select(file => $"{file.Path} has {file.Lines.Count} lines")
            .Should()
            .BeEmpty();

    [Fact]
    public void Half_of_the_files_of_code_have_fewer_than_80_lines()
    {
        int[] lengths = [.. SourceFiles.Read().Select(file => file.Lines.Count).Order()];

        lengths[lengths.Length / 2].Should().BeLessThan(MedianFile);
    }
}
