using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests.WebAssembly;

public sealed class SnapshotTests
{
    [Fact]
    public void A_state_that_was_kept_can_be_brought_back_and_goes_another_way()
    {
        using EndpointPrograms programs = new();
        RecordingHost host = new();
        IEndpointProgram program = programs.Load("examples/endpoints/wat/ping.wat", RepositoryFiles.Root);
        using IEndpoint endpoint = program.Create(new EndpointSetup("phone", 1, "connect 192.0.2.1:4000"), host);
        var snapshots = (ISnapshotEndpoint)endpoint;
        endpoint.Start(0, [TransportAddress.FromIPv4(10, 0, 0, 1, 5)]);
        EndpointSnapshot before = snapshots.Save();

        endpoint.Command(0, "send one");
        byte[] first = host.Sent[^1];
        snapshots.Restore(before);
        endpoint.Command(0, "send one");
        endpoint.Command(0, "send two");

        host.Sent[^1].Should().Equal(first, "the first message waits for its answer, numbered as it was");
        host.Sent.Should().HaveCount(2);
    }

    [Fact]
    public void An_endpoint_that_is_rolled_back_is_called_when_it_wanted_to_be()
    {
        using EndpointPrograms programs = new();
        const string later = "(call $wake (i64.add (local.get $now) (i64.const 3000000000)))";
        using TemporaryFile module = new(".wat", Wat.Module(later, onTimer: "(call $say (i32.const 16384) (i32.const 0))"));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));
        lone.SendToIt(1);
        EndpointCheckpoint waiting = lone.Driver.Save()!;
        lone.Net.RunFor(TimeSpan.FromSeconds(5));
        EndpointCheckpoint idle = lone.Driver.Save()!;
        lone.Says.Lines.Should().HaveCount(1);

        lone.Driver.Restore(waiting);
        lone.Net.RunFor(TimeSpan.FromSeconds(1));
        lone.Says.Lines.Should().HaveCount(2, "that time has passed");
        lone.SendToIt(1);
        lone.Driver.Restore(idle);
        lone.Net.RunFor(TimeSpan.FromSeconds(10));

        lone.Says.Lines.Should().HaveCount(2, "it wanted nothing then");
    }

    [Fact]
    public void A_state_is_brought_back_to_a_new_endpoint_whose_memory_is_smaller()
    {
        using EndpointPrograms programs = new();
        const string grow = "(drop (memory.grow (i32.const 1))) (i32.store8 (i32.const 200000) (i32.const 88))";
        using TemporaryFile module = new(".wat", Wat.Module(grow, onTimer: "(call $say (i32.const 200000) (i32.const 1))"));
        IEndpointProgram program = programs.Load(module.Path, "/");
        using LoneEndpoint old = new(program);
        using LoneEndpoint young = new(program);
        old.SendToIt(1);

        young.Driver.Restore(old.Driver.Save()! with { Wake = 0 });
        young.Net.RunFor(TimeSpan.FromSeconds(1));

        young.Says.Lines.Should().Equal("X");
    }

    [Fact]
    public void A_reference_that_can_change_cannot_be_saved()
    {
        using EndpointPrograms programs = new();
        string text = Wat.Module();
        string reference = """(func $f (export "f")) (global (export "g") (mut funcref) (ref.func $f)))""";
        using TemporaryFile module = new(".wat", text[..text.LastIndexOf(')')] + reference);
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));

        lone.Driver.Invoking(static it => it.Save()).Should().Throw<InvalidOperationException>().WithMessage("*cannot save its state.");
    }

    [Fact]
    public void What_has_failed_has_no_state()
    {
        using EndpointPrograms programs = new();
        using TemporaryFile module = new(".wat", Wat.Module("unreachable"));
        using LoneEndpoint lone = new(programs.Load(module.Path, "/"));
        EndpointCheckpoint before = lone.Driver.Save()!;
        lone.SendToIt(1);

        lone.Driver.Restore(before);

        lone.Driver.Save().Should().BeNull();
        lone.Failure.Should().Contain("unreachable");
    }
}
