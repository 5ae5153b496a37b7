using System.Globalization;
using JumpingVpn.Endpoints.Tests.WebAssembly;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests;

public sealed class EndpointProgramsTests
{
    [Theory]
    [InlineData("nowhere.wasm", " If it has to be built first, *: clang * -o nowhere.wasm nowhere.c (docs/endpoints.md).")]
    [InlineData("folder/nowhere.wat", "")]
    [InlineData("folder/nowhere.so", " If it has to be built first, *: cc * -o folder/nowhere.so folder/nowhere.c (docs/endpoints.md).")]
    public void A_file_that_is_not_there_is_named_with_where_it_was_looked_for_and_how_it_is_built(string path, string how)
    {
        using EndpointPrograms programs = new();

        programs
            .Invoking(it => it.Load(path, RepositoryFiles.Root))
            .Should()
            .Throw<EndpointException>()
            .WithMessage($"There is no file \"{path}\" in \"{RepositoryFiles.Root}\" or in a folder above it.{how}");
    }

    [Theory]
    [InlineData("no-such-program --at all", "There is no program \"no-such-program\" on this machine, neither on the search path nor*")]
    [InlineData("./no-such-program", "There is no program \"./no-such-program\" in *If it is compiled, build it first*")]
    public void A_command_that_is_not_there_is_named(string command, string message)
    {
        using EndpointPrograms programs = new();

        programs.Invoking(it => it.Load(command, RepositoryFiles.Root)).Should().Throw<EndpointException>().WithMessage(message);
    }

    [LinuxFact]
    public void A_script_whose_interpreter_is_not_there_is_named()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".sh", "#!/no/such/interpreter -x\nexit\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        programs
            .Invoking(it => it.Load(script.Path, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage($"\"{script.Path}\" is a script for \"/no/such/interpreter\", which is not on this machine (*).");
    }

    [SkippableFact]
    public void A_program_with_a_space_in_its_name_stands_in_quotes()
    {
        Toolchain.Require("sh");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(" of two words.sh", "#!/bin/sh\nexit 7\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using LoneEndpoint lone = new(programs.Load($"'{script.Path}'", "/"));

        lone.Failure.Should().Contain("ended with exit code 7 without an answer");
    }

    [Fact]
    public void A_program_is_loaded_once()
    {
        using EndpointPrograms programs = new();

        IEndpointProgram first = programs.Load("examples/endpoints/wat/ping.wat", RepositoryFiles.Root);

        programs.Load("examples/endpoints/wat/ping.wat", RepositoryFiles.Root).Should().BeSameAs(first);
    }

    [Fact]
    public void A_file_is_found_from_a_folder_below()
    {
        using EndpointPrograms programs = new();

        programs.Invoking(it => it.Load("examples/endpoints/wat/ping.wat", RepositoryFiles.PathOf("features", "nat"))).Should().NotThrow();
    }

    [Theory]
    [InlineData("README.md.wat", false)]
    [InlineData("THIRD.wat", true)]
    public void A_bare_name_is_looked_for_in_the_folders_above_too(string name, bool isThere)
    {
        using EndpointPrograms programs = new();
        using TemporaryDirectory directory = new();
        string below = Directory.CreateDirectory(Path.Combine(directory.Path, "deep", "er")).FullName;
        directory.Write("THIRD.wat", Wat.Module());

        Action load = () => programs.Load(name, below);

        if (isThere)
        {
            load.Should().NotThrow();
            EndpointPrograms.Renamed(name, below, directory.Path).Should().Be(name);
        }
        else
        {
            load.Should().Throw<EndpointException>();
        }
    }

    [Theory]
    [InlineData("examples/endpoints/wat/ping.wat", "../../examples/endpoints/wat/ping.wat")]
    [InlineData("python3 examples/endpoints/python/ping.py -v", "python3 ../../examples/endpoints/python/ping.py -v")]
    [InlineData("nowhere.so", "nowhere.so")]
    [InlineData("'examples/endpoints/wat/ping.wat'", "../../examples/endpoints/wat/ping.wat")]
    [InlineData("tool 'two words' ''", "tool 'two words' ''")]
    [InlineData("cat LICENSE README.md", "cat LICENSE ../../README.md")]
    public void A_program_is_named_from_another_folder(string here, string there) =>
        EndpointPrograms.Renamed(here, RepositoryFiles.Root, RepositoryFiles.PathOf("features", "nat")).Should().Be(there);

    [Theory]
    [InlineData("'{0}'")]
    [InlineData("\"{0}\"")]
    [InlineData(" {0} ")]
    public void Quotes_around_the_whole_name_of_a_file_are_not_part_of_it(string quoted)
    {
        using EndpointPrograms programs = new();
        using TemporaryFile file = new(" of two words.wat", Wat.Module());

        programs.Invoking(it => it.Load(string.Format(CultureInfo.InvariantCulture, quoted, file.Path), "/")).Should().NotThrow();
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile file = new(".so", "not a library");

        programs
            .Invoking(it => it.Load(file.Path, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage("*is not a shared library that this process can load*");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("  one   two ", 2)]
    [InlineData("one 'two three' \"four 'five'\"", 3)]
    [InlineData("one ''", 2)]
    public void A_command_is_split_as_a_shell_does(string command, int words) => CommandWords.Split(command).Should().HaveCount(words);

    [Fact]
    public void A_quote_that_is_not_closed_is_refused() =>
        ((Action)(() => CommandWords.Split("one 'two"))).Should().Throw<EndpointException>().WithMessage("*not closed*");
}
