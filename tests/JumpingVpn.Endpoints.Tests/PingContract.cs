using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>What every door must do, shown with the same reliable ping behind each. A deriver says what to run.</summary>
public abstract class PingContract : IDisposable
{
    private const string Trace = "1563618ea3b1b57c";

    private readonly EndpointPrograms _programs = new();

    /// <summary>What a feature would name.</summary>
    protected abstract string Specification { get; }

    /// <summary>Skips where the toolchain is missing.</summary>
    protected virtual void RequireToolchain() { }

    private IEndpointProgram Program
    {
        get
        {
            RequireToolchain();
            return _programs.Load(Specification, TestSupport.RepositoryFiles.Root);
        }
    }

    [SkippableFact]
    public void A_message_arrives_and_its_sender_learns_of_it()
    {
        using PingWorld world = new(Program);

        world.Phone.Command("send hello");
        world.Net.RunUntil(() => world.PhoneSays.Lines.Count > 0, TimeSpan.FromSeconds(1)).Should().BeTrue();

        world.ServerSays.Lines.Should().Equal("got hello");
        world.PhoneSays.Lines.Should().Equal("delivered hello");
    }

    [SkippableFact]
    public void Loss_duplicates_and_rebinding_change_neither_order_nor_number()
    {
        LinkOptions bad = new()
        {
            Delay = TimeSpan.FromMilliseconds(30),
            Jitter = TimeSpan.FromMilliseconds(20),
            Loss = Probability.FromPercent(30),
            Duplication = Probability.FromPercent(30),
        };
        using PingWorld world = new(Program, seed: 7, bad);

        foreach (string line in PingWorld.Numbered("send message", 12))
        {
            world.Phone.Command(line);
            world.Net.RunFor(TimeSpan.FromMilliseconds(100));
            world.Home.Rebind();
        }

        world.RunUntilHeard(12).Should().BeTrue();
        world.Net.RunFor(TimeSpan.FromSeconds(2));
        world.ServerSays.Lines.Should().Equal(PingWorld.Numbered("got message", 12));
        world.Net.EnsureBalanced();
    }

    [SkippableFact]
    public void The_same_seed_gives_the_same_bytes()
    {
        Hash(seed: 1).Should().Be(Hash(seed: 1)).And.NotBe(Hash(seed: 2), "each seed gives another name");
    }

    // The examples say the same, each in its own language: the number is that of every door, on every machine.
    [SkippableFact]
    public void Every_door_on_every_machine_leaves_the_same_trace() => Hash(seed: 3).Should().Be(Trace);

    [SkippableFact]
    public void A_refused_configuration_is_told_with_its_text()
    {
        using PingWorld world = new(Program);

        EndpointException? failure = world.Add(Program, world.Net.AddHost("odd"), "dance", 0).Driver.Failure;

        failure!.Message.Should().Contain("\"odd\"").And.Contain("dance").And.Contain("create");
    }

    [SkippableFact]
    public void Datagrams_of_every_size_are_taken()
    {
        using PingWorld world = new(Program);
        using Simulation.SimulatedChannel stranger = world.Net.AddHost("stranger").OpenChannel();

        foreach (int size in new[] { 0, 1, 12, 13, 14, 269, 270, 1_500, UdpLimits.LongestPayload })
        {
            stranger.Send(new byte[size], world.Server.Addresses[0]);
            world.Net.RunFor(TimeSpan.FromSeconds(1));
        }

        world.Phone.Command("send still there");
        world.RunUntilHeard(1).Should().BeTrue();
        world.Server.Failure.Should().BeNull();
    }

    [SkippableFact]
    public void Endpoints_of_one_program_share_nothing()
    {
        using PingWorld world = new(Program);
        (EndpointDriver other, SayLog says) = world.Add(Program, world.Net.AddHost("tablet"), $"connect {world.Server.Addresses[0]}", 0);

        world.Phone.Command("send one");
        other.Command("send two");
        world.RunUntilHeard(2).Should().BeTrue();
        world.Net.RunFor(TimeSpan.FromSeconds(1));

        world.ServerSays.Lines.Should().BeEquivalentTo("got one", "got two");
        says.Lines.Should().Equal("delivered two");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _programs.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Hash(ulong seed)
    {
        using PingWorld world = new(Program, seed, new LinkOptions { Loss = Probability.FromPercent(20) });
        foreach (string line in PingWorld.Numbered("send message", 5))
        {
            world.Phone.Command(line);
        }

        world.RunUntilHeard(5).Should().BeTrue();
        return world.Trace.ToString();
    }
}
