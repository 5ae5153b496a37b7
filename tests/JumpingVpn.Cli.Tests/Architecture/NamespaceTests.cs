namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>Who knows the name of a type knows where its file is.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public void A_namespace_is_the_folder_of_its_file() =>
        (
            from file in SourceFiles.Read()
            from line in file.Lines
            where line.StartsWith("namespace ", StringComparison.Ordinal)
            let said = line["namespace ".Length..].TrimEnd(';')
            let folder = string.Join('.', file.Path.Split('/')[1..^1])
            where said != folder
            select $"{file.Path} says {said}"
        )
            .Should()
            .BeEmpty();
}
