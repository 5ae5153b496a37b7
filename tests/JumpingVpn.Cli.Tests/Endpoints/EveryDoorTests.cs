using JumpingVpn.Endpoints;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>A guest that cannot be used is refused in the same words behind every door.</summary>
public sealed class EveryDoorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [SkippableTheory]
    [InlineData("library")]
    [InlineData("isolated library")]
    [InlineData("module")]
    [InlineData("child process")]
    public void Another_version_of_the_contract_is_refused(string door) =>
        Refusal(door, "-DGUEST_VERSION=2", """print('{"version": 2}', flush=True); input()""")
            .Should()
            .StartWith("The endpoint \"guest\" ")
            .And.Contain("speaks version 2 of the contract; this host speaks 1");

    [SkippableTheory]
    [InlineData("library", "does not export jv_timer: an endpoint exports what jumpingvpn_endpoint.h says")]
    [InlineData("isolated library", "does not export jv_timer: an endpoint exports what jumpingvpn_endpoint.h says")]
    [InlineData("module", "does not export jv_timer: an endpoint exports what jumpingvpn_endpoint.h says")]
    [InlineData("child process", "answered \"create\" without {\"version\": 1} (in the call create, at 0.0000000 s)")]
    public void What_lacks_a_part_of_the_contract_is_refused(string door, string message) =>
        Refusal(door, "-DWITHOUT_TIMER", "print('{}', flush=True); input()")
            .Should()
            .StartWith("The endpoint \"guest\" ")
            .And.Contain(message);

    [SkippableTheory]
    [InlineData("library", "is not a shared library that this process can load")]
    [InlineData("isolated library", "is not a shared library that this process can load")]
    [InlineData("module", "is not a WebAssembly module that can be loaded")]
    [InlineData("child process", "is a program for another kind of processor or system")]
    public void A_program_for_another_processor_is_refused(string door, string message)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It is made by changing a header of ELF.");
        string name = Path.Combine(
            _directory.Path,
            door == "module" ? "guest.wasm"
                : door == "child process" ? "guest"
                : "guest.so"
        );
        MisbehavingGuest.Build(name);
        byte[] bytes = File.ReadAllBytes(name);
        const int machine = 18; // of an ELF header
        bytes[machine] = 0x16; // IBM S/390
        File.WriteAllBytes(name, bytes);

        Complaint(door, name).Should().StartWith("The endpoint \"guest\" ").And.Contain(message);
    }

    [SkippableTheory]
    [InlineData("library", "nowhere.so", "There is no file \"nowhere.so\"*cc -shared -fPIC")]
    [InlineData("isolated library", "nowhere.so", "There is no file \"nowhere.so\"*cc -shared -fPIC")]
    [InlineData("module", "nowhere.wasm", "There is no file \"nowhere.wasm\"*clang --target=wasm32-wasi")]
    [InlineData("child process", "./nowhere", "There is no program \"./nowhere\"*build it first")]
    public void One_that_is_not_there_is_named_with_how_it_is_built(string door, string program, string message) =>
        Complaint(door, program).Should().Match($"The endpoint \"guest\" cannot be loaded. {message}*(docs/endpoints.md).");

    [SkippableTheory]
    [InlineData("library")]
    [InlineData("isolated library")]
    [InlineData("module")]
    [InlineData("child process")]
    public void A_breach_is_told_in_the_same_words(string door)
    {
        const string answers = """
            for answer in '{"version": 1}', '{}', '{"wake": -1}': input(); print(answer, flush=True)
            """;

        Refusal(door, "-DNOTHING", answers, "past")
            .Should()
            .Be("The endpoint \"guest\" asks to be woken at -1 ns, 1 ns before now (in the call command, at 0.0000000 s).");
    }

    public void Dispose() => _directory.Dispose();

    private string Refusal(string door, string option, string python, string configuration = "")
    {
        string name = Path.Combine(_directory.Path, "guest");
        switch (door)
        {
            case "module":
                name += ".wasm";
                MisbehavingGuest.BuildModule(name, option);
                break;
            case "child process":
                Skip.IfNot(JumpingVpn.TestSupport.InstalledProgram.IsThere("python3"), "There is no python3 on this machine.");
                name = $"python3 {_directory.Write("guest.py", python)}";
                break;
            default:
                name += ".so";
                MisbehavingGuest.Build(name, option);
                break;
        }

        return Complaint(door, name, configuration);
    }

    private string Complaint(string door, string specification, string configuration = "")
    {
        using EndpointPrograms programs = MisbehavingGuest.Programs(isolate: door == "isolated library");
        return MisbehavingGuest.Complaint(programs, specification, _directory.Path, configuration);
    }
}
