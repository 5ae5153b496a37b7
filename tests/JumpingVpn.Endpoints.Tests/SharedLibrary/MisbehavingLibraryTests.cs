using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests.SharedLibrary;

/// <summary>What a library in our own process does wrong, and the process survives.</summary>
public sealed class MisbehavingLibraryTests
{
    private static readonly Lazy<string> Library = new(() => Build("misbehaving.so"));

    [SkippableTheory]
    [InlineData("nowhere", "which is not an address")]
    [InlineData("huge", "sends 70000 bytes; a datagram has at most 65507")]
    [InlineData("null", "sends 5 bytes that are not all in its memory")]
    [InlineData("send 4 GB", "sends 4000000000 bytes; a datagram has at most 65507")]
    [InlineData("say 4 GB", "says 4000000000 bytes at once; a line has at most 65536")]
    [InlineData("random 1 GB", "asks for 1000000000 random bytes at once; the most are 1048576")]
    [InlineData("long past", "asks to be woken at -9223372036854775808 ns, 9223372036854775808 ns before now")]
    [InlineData("from", "sends from its address 9, but it has 1: 0 to 0")]
    [InlineData("flood", "sends more than 4096 datagrams in one call")]
    [InlineData("past", "asks to be woken at -1 ns, 1 ns before now")]
    [InlineData("talk", "says 100000 bytes at once")]
    [InlineData("random", "asks for 2097152 random bytes at once")]
    public void A_breach_names_the_endpoint_what_it_did_the_call_and_the_time(string configuration, string what)
    {
        Toolchain.Require("cc");
        using EndpointPrograms programs = new();
        using LoneEndpoint lone = new(programs.Load(Library.Value, "/"), configuration: configuration);

        lone.SendToIt(1);

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what);
        lone.Failure.Should().EndWith("(in the call datagram, at 0.0000000 s).");
    }

    [SkippableTheory]
    [InlineData("end well", "speaks at its end, where it may not")]
    [InlineData("end from", "sends at its end, where it may not")]
    [InlineData("end past", "asks to be woken at its end, where it may not")]
    public void Nothing_is_asked_of_the_host_at_the_end(string configuration, string what)
    {
        Toolchain.Require("cc");
        using EndpointPrograms programs = new();
        using LoneEndpoint lone = new(programs.Load(Library.Value, "/"), configuration: configuration);

        lone.SendToIt(1);
        lone.Failure.Should().BeEmpty();
        lone.Driver.Destroy();

        lone.Failure.Should().Be($"The endpoint \"guest\" {what} (in the call destroy, at 1.0000000 s).");
    }

    [SkippableTheory]
    [InlineData("send beyond", "sends 600 bytes that are not all in its memory")]
    [InlineData("send to nothing", "sends 1 bytes to an address that is not in its memory")]
    [InlineData("say beyond", "says 60000 bytes that are not all in its memory")]
    [InlineData("random beyond", "asks for 60000 random bytes in a buffer that is not all in its memory")]
    public void A_length_that_is_not_true_is_found_in_a_process_of_its_own(string configuration, string what)
    {
        Toolchain.Require("cc");
        Skip.If(OperatingSystem.IsWindows(), "The kernel is asked by a pipe of POSIX.");
        using EndpointPrograms programs = new() { IsAlone = true };
        using LoneEndpoint lone = new(programs.Load(Library.Value, "/"), configuration: configuration);

        lone.SendToIt(1);

        lone.Failure.Should().Be($"The endpoint \"guest\" {what} (in the call datagram, at 0.0000000 s).");
    }

    [SkippableFact]
    public void A_refusal_is_told()
    {
        Toolchain.Require("cc");
        using EndpointPrograms programs = new();
        using LoneEndpoint lone = new(programs.Load(Library.Value, "/"), configuration: "refuse");

        lone.Failure.Should().Contain("refused its configuration \"refuse\" (in the call create");
    }

    [SkippableTheory]
    [InlineData("-DGUEST_VERSION=2", "speaks version 2 of the contract; this host speaks 1")]
    [InlineData("-DWITHOUT_TIMER", "does not export jv_timer: an endpoint exports what jumpingvpn_endpoint.h says")]
    public void What_does_not_keep_the_contract_is_not_loaded(string option, string message)
    {
        Toolchain.Require("cc");
        string library = Build($"misbehaving{option}.so", option);
        using EndpointPrograms programs = new();

        programs.Invoking(it => it.Load(library, "/")).Should().Throw<EndpointException>().WithMessage($"*{message}*");
    }

    [SkippableFact]
    public void A_library_for_another_processor_is_refused()
    {
        Toolchain.Require("cc");
        byte[] bytes = File.ReadAllBytes(Library.Value);
        const int machine = 18; // of an ELF header
        bytes[machine] = 0x16; // IBM S/390
        string foreign = Path.Combine(AppContext.BaseDirectory, "foreign.so");
        File.WriteAllBytes(foreign, bytes);
        using EndpointPrograms programs = new();

        programs
            .Invoking(it => it.Load(foreign, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage("*foreign.so\" is not a shared library that this process can load*");
    }

    private static string Build(string name, params string[] options)
    {
        string library = Path.Combine(AppContext.BaseDirectory, name);
        string source = RepositoryFiles.PathOf("tests", "JumpingVpn.Endpoints.Tests", "SharedLibrary", "misbehaving.c");
        Toolchain.Run(
            "cc",
            [
                "-shared",
                "-fPIC",
                "-O1",
                "-w",
                "-I",
                RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints"),
                "-o",
                library,
                .. options,
                source,
            ]
        );
        return library;
    }
}
