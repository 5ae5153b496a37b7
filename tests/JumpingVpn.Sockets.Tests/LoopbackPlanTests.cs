using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Tests;

public sealed class LoopbackPlanTests
{
    [Fact]
    public void Hosts_have_addresses_of_their_own_that_can_be_bound()
    {
        using var plan = LoopbackPlan.Create();
        UdpDatagramChannel first = Loopback.Bind(plan.NextHost(), new SocketPump());
        UdpDatagramChannel second = Loopback.Bind(plan.NextHost(), new SocketPump());

        first.LocalAddress.SameHost(second.LocalAddress).Should().Be(!plan.HasOwnAddresses);
        first.DisposeAsync().AsTask().IsCompleted.Should().BeTrue();
        second.DisposeAsync().AsTask().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Plans_side_by_side_do_not_collide()
    {
        LoopbackPlan[] plans = [.. Enumerable.Range(0, 50).Select(_ => LoopbackPlan.Create())];
        TransportAddress[] hosts = [.. plans.Select(plan => plan.NextHost())];
        Array.ForEach(plans, plan => plan.Dispose());

        hosts.Distinct().Count().Should().Be(plans[0].HasOwnAddresses ? 50 : 1);
    }

    [Fact]
    public void A_plan_runs_out_after_253_hosts()
    {
        using var plan = LoopbackPlan.Create();
        TransportAddress[] hosts = [.. Enumerable.Range(0, 253).Select(_ => plan.NextHost())];

        if (plan.HasOwnAddresses)
        {
            hosts.Should().OnlyHaveUniqueItems();
            plan.Invoking(p => p.NextHost()).Should().Throw<InvalidOperationException>().WithMessage("*253*");
        }
    }

    [Fact]
    public void Where_only_one_loopback_address_exists_all_hosts_share_it()
    {
        using var plan = LoopbackPlan.CreateShared();

        plan.HasOwnAddresses.Should().BeFalse();
        plan.NextHost().Should().Be(Loopback.AnyPort);
        plan.NextHost().Should().Be(Loopback.AnyPort);
    }
}
