using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Protocol.Tests.Driving;

/// <summary>What a driver of several networks refuses to be made of, and what it makes of words about networks.</summary>
public sealed class RoamingCommandTests
{
    [Theory]
    [InlineData(0, "*number of candidates*0*1*64*")]
    [InlineData(65, "*number of candidates*65*1*64*")]
    public void It_takes_1_to_64_networks(int count, string message)
    {
        Action make = () => Make([.. Enumerable.Range(0, count).Select(i => Network($"{i}"))]);

        make.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task It_takes_64()
    {
        await using RoamingClientDriver driver = Make([.. Enumerable.Range(0, 64).Select(i => Network($"{i}"))]);

        driver.Current.Should().Be("0");
    }

    [Fact]
    public void Two_networks_of_one_name_are_refused_by_that_name()
    {
        Action make = () => Make([Network("wifi"), Network("lte"), Network("lte")]);

        make.Should().Throw<ArgumentException>().WithMessage("Two candidates are named \"lte\"; names must differ.*");
    }

    [Fact]
    public void Bounds_that_contradict_each_other_are_refused()
    {
        var options = new RoamingOptions { PathPenalty = TimeSpan.FromSeconds(9), MaximumPathPenalty = TimeSpan.FromSeconds(8) };
        Action make = () => Make([Network("wifi")], options);

        make.Should().Throw<ArgumentException>().WithMessage("*MaximumPathPenalty is 00:00:08, but PathPenalty is 00:00:09*");
    }

    [Fact]
    public async Task A_network_that_nobody_named_is_told_with_those_that_there_are()
    {
        await using RoamingBench bench = new();

        Action say = () => bench.Client.SetAvailable("wire", available: true);

        say.Should().Throw<ArgumentException>().WithMessage("There is no candidate \"wire\"; there are \"wifi\", \"lte\".*");
    }

    [Fact]
    public async Task That_the_network_in_use_is_gone_costs_one_switch_and_what_is_said_twice_nothing_more()
    {
        await using RoamingBench bench = new();

        bench.Client.SetAvailable("wifi", available: false);
        bench.Client.SetAvailable("wifi", available: false);
        bench.Run(TimeSpan.FromSeconds(2));

        (bench.Client.Current, bench.Lte.Count, bench.Server.Counters.Switches).Should().Be(("lte", 1, 1));
    }

    [Fact]
    public async Task That_another_network_is_gone_or_back_changes_nothing()
    {
        await using RoamingBench bench = new();

        bench.Client.SetAvailable("lte", available: false);
        bench.Client.SetAvailable("lte", available: true);
        bench.Run(TimeSpan.FromSeconds(10));

        (bench.Client.Current, bench.Wifi.Count, bench.Lte.Count, bench.Server.Counters.Switches).Should().Be(("wifi", 1, 0, 0));
    }

    [Fact]
    public async Task A_session_without_any_network_goes_on_over_the_first_that_comes_back()
    {
        await using RoamingBench bench = new();
        bench.Client.SetAvailable("lte", available: false);
        bench.Client.SetAvailable("wifi", available: false);
        bench.Run(TimeSpan.FromSeconds(1));
        bench.Client.Session.Core.State.Should().Be(SessionState.Reattaching);
        bench.Send();

        bench.Client.SetAvailable("lte", available: true);
        bench.Run(TimeSpan.FromSeconds(1));

        (bench.Client.Current, bench.Server.Counters.DataDelivered).Should().Be(("lte", 1));
    }

    [Fact]
    public async Task After_the_disposal_words_about_networks_open_nothing()
    {
        RoamingBench bench = new();
        await bench.DisposeAsync();

        bench.Client.SetAvailable("wifi", available: false);
        bench.Client.NetworkChanged();
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        (bench.Wifi.Count, bench.Lte.Count).Should().Be((1, 0));
        bench.Wifi[0].Disposed.Should().BeTrue();
    }

    [Fact]
    public async Task After_the_end_of_the_session_no_network_is_opened()
    {
        await using RoamingBench bench = new();
        bench.Client.Session.Terminate();

        bench.Client.SetAvailable("wifi", available: false);
        bench.Client.SetAvailable("wifi", available: true);
        bench.Run(TimeSpan.FromMinutes(1));

        (bench.Wifi.Count, bench.Lte.Count).Should().Be((1, 0));
    }

    [Fact]
    public async Task Of_the_channel_that_was_left_nothing_remains_open()
    {
        await using RoamingBench bench = new();

        bench.Client.SetAvailable("wifi", available: false);
        bench.Run(TimeSpan.FromSeconds(1));
        bench.Client.SetAvailable("wifi", available: true);
        bench.Run(TimeSpan.FromMinutes(1));

        (bench.Client.Current, bench.Wifi.Count, bench.Lte.Count).Should().Be(("wifi", 2, 1));
        (bench.Wifi[0].Disposed, bench.Lte[0].Disposed, bench.Wifi[1].Disposed).Should().Be((true, true, false));
    }

    private static PathCandidate Network(string name) => new(name, () => new MemoryNetwork().Open(Addresses.Phone));

    private static RoamingClientDriver Make(IReadOnlyList<PathCandidate> candidates, RoamingOptions? options = null) =>
        new(new SessionClient(new ClientOptions(), Addresses.Server, new TestEntropy(2)), candidates, new FakeTimeProvider(), options);
}
