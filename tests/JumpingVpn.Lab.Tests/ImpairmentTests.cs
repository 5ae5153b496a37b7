using System.Reflection;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Tests;

/// <summary>Every impairment there is, and one that there is not, on every carrier: none is skipped by a fast path.</summary>
public sealed class ImpairmentTests
{
    private const int Datagrams = 80;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(2);
    private static readonly Probability Half = Probability.FromPercent(50);
    private static readonly LinkOptions Perfect = LinkOptions.Perfect;
    private static readonly LinkOptions Lossy = new() { Loss = Half };
    private static readonly LinkOptions Delayed = new() { Delay = TimeSpan.FromMilliseconds(20) };
    private static readonly LinkOptions Jittery = Delayed with { Jitter = TimeSpan.FromMilliseconds(15) };
    private static readonly LinkOptions Doubled = new() { Duplication = Half };
    private static readonly LinkOptions Corrupted = new() { Corruption = Half };
    private static readonly LinkOptions Reordered = Delayed with { Reordering = Half };

    /// <summary>For each property of <see cref="LinkOptions"/> a link without it and the same link with it.</summary>
    private static readonly Dictionary<string, (LinkOptions Without, LinkOptions With)> Samples = new()
    {
        [nameof(LinkOptions.IsDown)] = (Perfect, LinkOptions.Dead),
        [nameof(LinkOptions.Mtu)] = (Perfect, new LinkOptions { Mtu = 40 }),
        [nameof(LinkOptions.Loss)] = (Perfect, Lossy),
        [nameof(LinkOptions.LossCorrelation)] = (Lossy, Lossy with { LossCorrelation = Half }),
        [nameof(LinkOptions.LossModel)] = (Perfect, new LinkOptions { LossModel = new MadeUpLoss() }),
        [nameof(LinkOptions.Duplication)] = (Perfect, Doubled),
        [nameof(LinkOptions.MaxCopies)] = (Doubled, Doubled with { MaxCopies = 4 }),
        [nameof(LinkOptions.CopyDelay)] = (Doubled, Doubled with { CopyDelay = TimeSpan.FromMilliseconds(9) }),
        [nameof(LinkOptions.Corruption)] = (Perfect, Corrupted),
        [nameof(LinkOptions.CorruptionKind)] = (Corrupted, Corrupted with { CorruptionKind = CorruptionKind.Truncate }),
        [nameof(LinkOptions.Rate)] = (Perfect, new LinkOptions { Rate = new RateLimit(BitRate.Kilobits(64)) }),
        [nameof(LinkOptions.Delay)] = (Perfect, Delayed),
        [nameof(LinkOptions.Jitter)] = (Delayed, Jittery),
        [nameof(LinkOptions.JitterDistribution)] = (Jittery, Jittery with { JitterDistribution = JitterDistribution.Pareto }),
        [nameof(LinkOptions.JitterTable)] = (Custom(8_192), Custom(0)),
        [nameof(LinkOptions.JitterCorrelation)] = (Jittery, Jittery with { JitterCorrelation = Half }),
        [nameof(LinkOptions.Order)] = (Jittery, Jittery with { Order = LinkOrder.AllowOvertaking }),
        [nameof(LinkOptions.Reordering)] = (Delayed, Reordered),
        [nameof(LinkOptions.ReorderingGap)] = (Reordered, Reordered with { ReorderingGap = 4 }),
        [nameof(LinkOptions.Clog)] = (Perfect, new LinkOptions { Clog = new ClogOptions(Half, TimeSpan.FromMilliseconds(30)) }),
    };

    // Not on both carriers: over real sockets the lab refuses it. PathMtuTests has it.
    private static readonly string[] SimulatedOnly = [nameof(LinkOptions.MtuIsSignalled)];

    public static TheoryData<string> Impairments => [.. Samples.Keys];

    [Fact]
    public void Every_impairment_has_a_sample_here() =>
        typeof(LinkOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Should()
            .BeEquivalentTo([.. Samples.Keys, .. SimulatedOnly], "who adds an impairment shows here that both carriers apply it");

    [Theory]
    [MemberData(nameof(Impairments))]
    public void Both_carriers_apply_it_and_alike(string impairment)
    {
        (LinkOptions without, LinkOptions with) = Samples[impairment];

        string[] simulated = Arrivals("sim", with);

        simulated.Should().NotEqual(Arrivals("sim", without), "the impairment must show");
        Arrivals("udp", with).Should().Equal(simulated);
    }

    [Theory]
    [MemberData(nameof(Impairments))]
    public void The_fast_path_is_no_other_way_than_the_whole_one(string impairment)
    {
        LinkOptions with = Samples[impairment].With;

        // A fault that strikes nothing sends all datagrams the whole way.
        Arrivals("sim", with, lab => lab.FaultsOf("phone", LinkWays.Up).Drop(new FaultScope { Nth = Datagrams + 1 }))
            .Should()
            .Equal(Arrivals("sim", with));
    }

    private static LinkOptions Custom(int deviation) =>
        Jittery with
        {
            JitterDistribution = JitterDistribution.Custom,
            JitterTable = new DelayTable(deviation - 1, deviation),
        };

    /// <summary>When and as what datagrams of growing length arrive that a phone sends over its link: one line for each.</summary>
    private static string[] Arrivals(string backend, LinkOptions link, Action<ILab>? prepare = null)
    {
        using ILab lab = LabFactory.Create(backend, seed: 1);
        lab.AddHost("server");
        lab.AddHost("phone");
        var arrivals = new Witness(lab);
        IDatagramChannel server = lab.OpenChannel("server");
        IDatagramChannel phone = lab.OpenChannel("phone");
        server.Start(arrivals);
        phone.Start(arrivals);
        lab.SetLink("phone", link, LinkWays.Up);
        prepare?.Invoke(lab);
        TransportAddress way = lab.AddressToReach("phone", server.LocalAddress);
        for (int number = 1; number <= Datagrams; number++)
        {
            phone.Send(Enumerable.Repeat((byte)number, number).ToArray(), way);
            lab.RunFor(Between);
        }

        lab.RunFor(TimeSpan.FromSeconds(10));
        return [.. arrivals.Lines];
    }

    private sealed class Witness(ILab lab) : IDatagramReceiver
    {
        public List<string> Lines { get; } = [];

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) =>
            Lines.Add($"{lab.Now:c} {Convert.ToHexString(datagram)}");
    }

    /// <summary>An impairment that nobody but this test knows: every third datagram is lost.</summary>
    private sealed record MadeUpLoss : LossModel
    {
        internal override void Validate() { }

        internal override LossProcess Begin(RandomStream stream) => new Process();

        private sealed class Process : LossProcess
        {
            private int _number;

            public override bool Loses(TimeSpan now) => ++_number % 3 == 0;
        }
    }
}
