namespace JumpingVpn.Endpoints.Tests.WebAssembly;

public sealed class WasiTests
{
    private const string Imports = """
        (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
        (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        """;

    [Fact]
    public void What_is_written_is_said_line_by_line()
    {
        using EndpointPrograms programs = new();
        const string Write = """
            (i32.store (i32.const 0) (local.get $bytes)) (i32.store (i32.const 4) (local.get $length))
            (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
            """;
        using TemporaryFile module = new(".wat", Wat.Module(Write, Imports));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt([.. "one\ntw"u8]);
        lone.SendToIt([.. "o\n"u8]);

        lone.Says.Lines.Should().Equal("one", "two");
    }

    [Fact]
    public void The_clock_is_the_virtual_one()
    {
        using EndpointPrograms programs = new();
        const string Tell = """
            (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 8)))
            (if (i64.ne (i64.load (i32.const 8)) (local.get $now)) (then unreachable))
            (i32.store8 (i32.const 0) (i32.const 33)) (call $say (i32.const 0) (i32.const 1))
            """;
        using TemporaryFile module = new(".wat", Wat.Module(Tell, Imports));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));
        lone.Net.RunFor(TimeSpan.FromSeconds(12));

        lone.SendToIt(1);

        lone.Failure.Should().BeEmpty();
        lone.Says.Lines.Should().Equal("!");
    }

    [Fact]
    public void A_guest_that_ends_itself_has_failed_with_its_exit_code()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module("(call $exit (i32.const 3))", Imports));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("ended itself with exit code 3");
    }
}
