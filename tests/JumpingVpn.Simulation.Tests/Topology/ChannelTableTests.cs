using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation.Tests.Topology;

public sealed class ChannelTableTests
{
    private readonly SimulatedHost _host = new SimulatedNetwork(1).AddHost("phone");
    private ChannelTable _table;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void Every_channel_is_found_under_its_port(int count)
    {
        SimulatedChannel[] channels = Add(count);
        for (int round = 0; round < 2; round++)
        {
            foreach (SimulatedChannel channel in channels)
            {
                _table.Find(channel.LocalAddress.Port).Should().BeSameAs(channel);
            }
        }

        _table.Find(9).Should().BeNull();
        _table.Count.Should().Be(count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_port_is_taken_once(int count)
    {
        foreach (SimulatedChannel channel in Add(count))
        {
            _table.TryAdd(channel).Should().BeFalse();
        }

        _table.Count.Should().Be(count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_was_removed_is_gone_and_may_come_again(int count)
    {
        SimulatedChannel[] channels = Add(count);
        for (int i = 0; i < count; i++)
        {
            ushort port = channels[i].LocalAddress.Port;
            _table.Remove(port);
            _table.Find(port).Should().BeNull();
            _table.Count.Should().Be(count - i - 1);
        }

        _table.TryAdd(channels[0]).Should().BeTrue();
        _table.Find(channels[0].LocalAddress.Port).Should().BeSameAs(channels[0]);
    }

    [Fact]
    public void Removing_a_port_that_nobody_has_changes_nothing()
    {
        Add(1);
        _table.Remove(9);
        _table.Count.Should().Be(1);
    }

    private SimulatedChannel[] Add(int count)
    {
        SimulatedChannel[] channels = [.. Enumerable.Range(0, count).Select(_ => _host.OpenChannel())];
        channels.Should().AllSatisfy(channel => _table.TryAdd(channel).Should().BeTrue());
        return channels;
    }
}
