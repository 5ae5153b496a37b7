namespace JumpingVpn.Endpoints.Tests.WebAssembly;

public sealed class MisbehavingModuleTests
{
    [Theory]
    [InlineData("unreachable", "trapped: ", "unreachable")]
    [InlineData("(loop $for (br $for))", "did not return within 10,000,000 units of fuel", "datagram")]
    [InlineData(
        "(loop $for (call $random (i32.const 0) (i32.const 131072)) (br $for))",
        "did not return within 10,000,000 units of fuel",
        "datagram"
    )]
    [InlineData(
        "(loop $for (call $say (i32.const 0) (i32.const 131072)) (br $for))",
        "says 131072 bytes at once; a line has at most 65536",
        "datagram"
    )]
    [InlineData(
        "(local $i i32) (loop $for (call $wake (i64.add (local.get $now) (i64.const 1000000000)))"
            + "(br_if $for (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000))))",
        "did not return within 10,000,000 units of fuel",
        "datagram"
    )]
    [InlineData("(drop (i32.load (i32.const -4)))", "trapped: ", "out of bounds")]
    [InlineData("(call $wake (i64.sub (local.get $now) (i64.const 1)))", "asks to be woken at", "1 ns before now")]
    [InlineData("(call $say (i32.const -8) (i32.const 16))", "says 16 bytes at 4294967288 of its memory", "196608")]
    [InlineData("(call $say (i32.const 0) (i32.const 65537))", "says 65537 bytes at once", "65536")]
    [InlineData("(call $random (i32.const 0) (i32.const -1))", "asks for random bytes in a buffer of 4294967295 bytes", "196608")]
    [InlineData(
        "(drop (call $send (local.get $from) (i32.const 1) (local.get $bytes) (i32.const 1)))",
        "sends from its address 1",
        "it has 1: 0 to 0"
    )]
    [InlineData(
        "(drop (call $send (local.get $from) (i32.const 0) (local.get $bytes) (i32.const 65508)))",
        "sends 65508 bytes",
        "at most 65507"
    )]
    [InlineData("(drop (call $send (i32.const 0) (i32.const 0) (local.get $bytes) (i32.const 1)))", "which is not an address", "sends to")]
    [InlineData(
        "(loop $more (drop (call $send (local.get $from) (i32.const 0) (local.get $bytes) (i32.const 1))) (br $more))",
        "sends more than 4096 datagrams in one call",
        "datagram"
    )]
    public void A_breach_names_the_endpoint_what_it_did_the_call_and_the_time(string body, string what, string detail)
    {
        using EndpointPrograms programs = new(new EndpointBounds { Fuel = 10_000_000 });
        using TemporaryFile module = new(".wat", Wat.Module(body));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));
        lone.Failure.Should().BeEmpty();

        lone.SendToIt(1);

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what).And.Contain(detail);
        lone.Failure.Should().EndWith("(in the call datagram, at 0.0000000 s).");
        lone.Says.Failure!.Message.Should().Be(lone.Failure);
    }

    [Fact]
    public void After_a_breach_it_is_called_no_more_and_the_world_goes_on()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module("unreachable"));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt(1);
        string first = lone.Failure;
        lone.SendToIt(1);
        lone.Driver.Command("anything");

        lone.Failure.Should().Be(first);
    }

    [Theory]
    [InlineData("(param i32) unreachable", "trapped: ")]
    [InlineData("(param i32) (loop $for (br $for))", "did not return within 10,000,000 units of fuel")]
    [InlineData("(param i32) (call $say (i32.const 0) (i32.const 1))", "speaks at its end, where it may not")]
    public void Its_end_is_judged_too(string end, string what)
    {
        using EndpointPrograms programs = new(new EndpointBounds { Fuel = 10_000_000 });
        using TemporaryFile module = new(".wat", Wat.Module(onDestroy: end));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt(1);
        lone.Failure.Should().BeEmpty();
        lone.Driver.Destroy();

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what);
        lone.Failure.Should().EndWith("(in the call destroy, at 1.0000000 s).");
    }

    [Theory]
    [InlineData("(call $wake (local.get $now))", "(call $wake (local.get 1))")]
    [InlineData("(drop (call $send (local.get $to) (i32.const 0) (local.get $bytes) (i32.const 1)))", "")]
    public void What_goes_on_while_no_time_passes_is_ended(string onDatagram, string onTimer)
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module(onDatagram, onTimer: onTimer));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("is called, and sends, more than 200000 times while no time passes: that never ends (in the call ");
    }

    [Fact]
    public void After_its_end_nothing_is_handed_to_it()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module("unreachable"));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.Driver.Destroy();
        lone.Driver.Destroy();
        lone.SendToIt(1);
        lone.Driver.Command("anything");

        lone.Failure.Should().BeEmpty();
    }

    [Fact]
    public void A_last_call_of_another_shape_is_refused()
    {
        Refusal(Wat.Module(onDestroy: "(param i32 i32)"))
            .Should()
            .Contain("exports something with a type other than jumpingvpn_endpoint.h says: jv_destroy, which is (i32) -> () there.");
    }

    [Theory]
    [InlineData("""(import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32)))""", "fd_close", "(i32) -> (i32)")]
    [InlineData("""(import "jumpingvpn" "wake" (func (param i32)))""", "jumpingvpn.wake", "(i64) -> ()")]
    [InlineData("""(import "jumpingvpn" "say" (global i32))""", "jumpingvpn.say", "(i32 i32) -> ()")]
    public void An_import_of_another_type_is_refused_by_name(string import, string name, string type) =>
        Refusal(Wat.Module(imports: import)).Should().Contain(name).And.Contain($"with the wrong type: it is {type}.");

    [Fact]
    public void Memory_without_end_is_refused_to_it()
    {
        using EndpointPrograms programs = new(new EndpointBounds { Memory = 1 << 20 });
        const string Grow = "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable";
        using TemporaryFile module = new(".wat", Wat.Module(Grow));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("unreachable", "the guest saw that it got no more");
    }

    [Theory]
    [InlineData("jv_timer", "does not export jv_timer")]
    [InlineData("memory", "does not export memory")]
    public void A_module_without_an_export_is_refused(string without, string message)
    {
        Refusal(Wat.Module(without: without)).Should().Contain(message);
    }

    [Fact]
    public void An_import_that_is_not_offered_is_refused_by_name() =>
        Refusal(Wat.Module(imports: """(import "wasi_snapshot_preview1" "path_open" (func (result i32)))"""))
            .Should()
            .Contain("wasi_snapshot_preview1.path_open")
            .And.Contain("clock_time_get", "what there is instead is said");

    [Fact]
    public void A_file_that_is_no_module_is_refused() => Refusal("(module").Should().Contain("is not a WebAssembly module");

    [Theory]
    [InlineData("""(global (export "g") i31ref (ref.i31 (i32.const 1)))""")]
    [InlineData("""(func (export "f") (param anyref))""")]
    [InlineData("""(table (export "t") 1 anyref)""")]
    [InlineData("""(global (export "g") (mut exnref) (ref.null exn))""")]
    [InlineData("""(type $v (func)) (global (export "g") (mut (ref null $v)) (ref.null $v))""")]
    [InlineData("""(import "x" "y" (table 1 i31ref))""")]
    [InlineData("""(import "jumpingvpn" "random" (func (param anyref)))""")]
    [InlineData("""(memory 1)""")]
    public void A_module_of_a_later_kind_is_refused_and_ends_nobody(string part)
    {
        bool isImport = part.StartsWith("(import", StringComparison.Ordinal);
        string module = Wat.Module(imports: isImport ? part : "");
        Refusal(isImport ? module : $"{module[..module.LastIndexOf(')')]}{part})").Should().Contain("is not a WebAssembly module");
    }

    [Fact]
    public void A_module_that_takes_too_long_to_compile_is_refused()
    {
        const int locals = 1_500;
        IEnumerable<string> lines = Enumerable
            .Range(0, locals)
            .Select(i => $"(local.set {i + 1} (i64.add (local.get {(i * 7919 % locals) + 1}) (local.get {(i * 104729 % locals) + 1})))");
        string types = string.Concat(Enumerable.Repeat("i64 ", locals));
        string bomb = $"(func (export \"z\") (param i32) (local {types}) (loop $l {string.Concat(lines)} (br_if $l (local.get 0))))";
        string module = Wat.Module();
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromMilliseconds(10) });
        using TemporaryFile file = new(".wat", $"{module[..module.LastIndexOf(')')]}{bomb})");

        programs
            .Invoking(it => it.Load(file.Path, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage("*was not compiled within 0.03 s of real time.");
    }

    [Fact]
    public void A_start_function_may_not_ask_for_anything()
    {
        using EndpointPrograms programs = new();
        string module = Wat.Module();
        string start = "(func $s (call $say (i32.const 0) (i32.const 2))) (start $s)";
        using TemporaryFile file = new(".wat", $"{module[..module.LastIndexOf(')')]}{start})");
        using LoneEndpoint lone = new(programs.Load(file.Path, "/"));

        lone.Failure.Should().Contain("asks something of its host in its start function, where it may not (in the call create");
    }

    [Fact]
    public void What_is_said_with_ends_of_lines_is_so_many_lines()
    {
        using EndpointPrograms programs = new();
        const string say = "(i64.store (i32.const 0) (i64.const 0x0a0d620a61)) (call $say (i32.const 0) (i32.const 5))";
        using TemporaryFile file = new(".wat", Wat.Module(say + "(call $say (i32.const 0) (i32.const 0))"));
        using LoneEndpoint lone = new(programs.Load(file.Path, "/"));

        lone.SendToIt(1);

        lone.Says.Lines.Should().Equal("a", "b", "");
    }

    [Fact]
    public void A_table_of_gigabytes_is_refused()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module(imports: "(table 200000000 funcref)"));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.Failure.Should().Contain("table").And.EndWith("(in the call create, at 0.0000000 s).");
    }

    [Fact]
    public void Another_version_of_the_contract_is_refused()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module(version: 2));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.Failure.Should().Contain("speaks version 2 of the contract; this host speaks 1").And.Contain("create");
    }

    private static string Refusal(string text)
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", text);
        return programs.Invoking(it => it.Load(module.Path, "/")).Should().Throw<EndpointException>().Which.Message;
    }
}
