namespace JumpingVpn.Reports.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;

    private string Target => Path.Combine(_folder, "results");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_has_its_name_once_it_is_whole()
    {
        WholeFile.Write(
            Target,
            File.Create,
            stream =>
            {
                stream.Write("some"u8);
                stream.Flush();
                File.Exists(Target).Should().BeFalse("it is not whole yet");
                stream.Write("thing"u8);
            }
        );

        File.ReadAllText(Target).Should().Be("something");
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Fact]
    public void What_fails_in_between_leaves_what_was_there_before_and_nothing_else()
    {
        File.WriteAllText(Target, "before");

        Action write = () =>
            WholeFile.Write(
                Target,
                File.Create,
                stream =>
                {
                    stream.Write("half"u8);
                    throw new IOException("no space left");
                }
            );

        write.Should().Throw<IOException>().WithMessage("no space left");
        File.ReadAllText(Target).Should().Be("before");
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        File.WriteAllText(Target, "before");
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Target);

        WholeFile.Write(link, File.Create, static stream => stream.Write("after"u8));

        File.ReadAllText(Target).Should().Be("after");
        new FileInfo(link).LinkTarget.Should().Be(Target);
    }

    [Fact]
    public void What_is_there_and_empty_is_written_in_place()
    {
        File.WriteAllText(Target, "");
        List<string> opened = [];

        WholeFile.Write(
            Target,
            name =>
            {
                opened.Add(name);
                return File.Create(name);
            },
            static stream => stream.Write("it"u8)
        );

        opened.Should().Equal(Target);
        File.ReadAllText(Target).Should().Be("it");
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Action write = () => WholeFile.Write(_folder, File.Create, static _ => { });

        write.Should().Throw<IOException>().WithMessage("it is a folder");
    }
}
