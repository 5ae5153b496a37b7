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
}
