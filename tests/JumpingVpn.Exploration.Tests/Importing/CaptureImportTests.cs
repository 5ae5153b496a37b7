using JumpingVpn.Datagrams;
using JumpingVpn.Exploration.Importing;
using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Exploration.Tests.Importing;

/// <summary>What a NAT does is read off what passed it, and what the captures do not tell is said.</summary>
public sealed class CaptureImportTests : IDisposable
{
    private readonly Bench _bench = Bench.WithOwnVocabulary();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void One_port_that_looks_alike_to_two_hosts_is_mapped_endpoint_independent()
    {
        ImportResult result = Import(new TwoSides().Out(0, TwoSides.Server).Out(1, TwoSides.OtherHost));

        result.Understood.Should().Contain("\"nat\" has endpoint-independent mapping.");
        result.NotUnderstood.Should().Contain(static it => it.Contains("How \"nat\" filters"));
    }

    [Fact]
    public void Another_port_for_each_remote_is_mapped_address_and_port_dependent()
    {
        ImportResult result = Import(
            new TwoSides()
                .Out(0, TwoSides.Server, TwoSides.Public.WithPort(8_000))
                .Out(1, TwoSides.OtherPort, TwoSides.Public.WithPort(7_000))
                .Out(2, TwoSides.OtherHost, TwoSides.Public.WithPort(9_000))
        );

        result
            .Understood.Should()
            .Contain("\"nat\" has address and port-dependent mapping.")
            .And.Contain("\"nat\" gives ports that are random.");
    }

    [Theory]
    [InlineData(true, true, "has endpoint-independent filtering")]
    [InlineData(true, false, "has address-dependent filtering")]
    [InlineData(false, false, "has address and port-dependent filtering")]
    public void Who_is_let_in_tells_how_it_filters(bool otherPort, bool otherHost, string words)
    {
        ImportResult result = Import(
            new TwoSides()
                .Out(0, TwoSides.Server)
                .In(1, TwoSides.Server)
                .In(2, TwoSides.OtherPort, passes: otherPort)
                .In(3, TwoSides.OtherHost, passes: otherHost)
        );

        result.Understood.Should().Contain(it => it.Contains(words));
        result.Feature.Should().Contain(otherHost ? "all of these datagrams have arrived\n" : "have arrived except ");
    }

    [Fact]
    public void A_silence_that_ended_a_mapping_bounds_its_lifetime()
    {
        ImportResult result = Import(
            new TwoSides()
                .Out(0, TwoSides.Server)
                .In(1, TwoSides.Server)
                .Out(2, TwoSides.Server)
                .In(47, TwoSides.Server)
                .In(150, TwoSides.Server, passes: false)
        );

        result
            .Understood.Should()
            .Contain("A mapping of \"nat\" that was answered outlived a silence of 44.999 s.")
            .And.Contain("A mapping of \"nat\" that was answered was gone after a silence of 103 s.");
        result.Feature.Should().Contain("| 60 s ");
    }

    [Fact]
    public void Another_port_in_mid_flow_is_a_rebinding()
    {
        ImportResult result = Import(
            new TwoSides()
                .Out(0, TwoSides.Server)
                .Out(1, TwoSides.Server, TwoSides.Public.WithPort(6_000))
                .In(2, TwoSides.Server, TwoSides.Public.WithPort(6_000))
                .In(3, TwoSides.Server, passes: false)
        );

        result
            .Feature.Should()
            .Contain("\"nat\" rebinds every mapping to a new port, with datagram number 2 on the uplink of \"inside-1\"")
            .And.Contain("except 4");
    }

    [Fact]
    public void What_one_side_alone_saw_was_lost_between()
    {
        ImportResult result = Import(new TwoSides().Out(0, TwoSides.Server).Out(1, TwoSides.Server, isLost: true).Out(2, TwoSides.Server));

        result.Feature.Should().Contain("the uplink of \"inside-1\" loses datagram number 2").And.Contain("except 2");
    }

    [Fact]
    public void A_clock_that_is_ahead_is_put_back()
    {
        ImportResult result = Import(
            new TwoSides { Skew = TimeSpan.FromSeconds(2) }
                .Out(0, TwoSides.Server)
                .In(0.1, TwoSides.Server)
                .Out(1, TwoSides.Server)
        );

        result.Understood.Should().Contain("The clock outside is 1999.5 ms ahead of that inside.");
        result.Feature.Should().MatchRegex(@"inside-1 \| up   \| 0\.001(5|4999) s");
    }

    [Fact]
    public void One_capture_that_sees_both_sides_is_taken_apart()
    {
        TwoSides sides = new TwoSides().Out(0, TwoSides.Server).In(0.1, TwoSides.Server).Out(1, TwoSides.Server).In(1.2, TwoSides.Server);

        ImportResult result = Import(sides.Together);

        result.Understood.Should().Contain("The capture shows both sides of a NAT; its outside is 203.0.113.9.");
        result.Datagrams.Should().Be(4);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(64, false)]
    public void Who_says_the_same_at_the_same_time_is_no_nat_unless_it_has_passed_a_hop_more(int hops, bool isNat)
    {
        var neighbour = TransportAddress.FromIPv4(192, 168, 0, 3, 5_000);
        TwoSides sides = new();
        for (int i = 0; i < 10; i++)
        {
            sides.Out(i, TwoSides.Server, isLost: true).Echo(i + 0.0005, neighbour, TwoSides.Server, hops);
        }

        ImportResult result = Import(sides.Together);

        result.Feature.Contains("NATs", StringComparison.Ordinal).Should().Be(isNat);
        result.Datagrams.Should().Be(isNat ? 10 : 20);
        if (isNat)
        {
            result.Understood.Should().Contain("The capture shows both sides of a NAT; its outside is 192.168.0.3.");
        }
        else
        {
            result.Understood.Should().ContainSingle(it => it.StartsWith("192.168.0.2, 192.168.0.3 sent the same bytes"));
        }
    }

    [Fact]
    public void Who_knows_the_outside_says_so()
    {
        TwoSides sides = new TwoSides()
            .Out(0, TwoSides.Server, isLost: true)
            .Echo(0.001, TwoSides.Public, TwoSides.Server, hops: 0)
            .In(1, TwoSides.Server);

        ImportResult result = new CaptureImport(_bench.Worker, _bench.Planner).Import(
            sides.Together,
            new ImportOptions { Outside = [TwoSides.Public] }
        );

        result.Understood.Should().Contain("As --outside says, the outside of the NAT is 203.0.113.9.");
        result.Feature.Should().Contain("NATs");
    }

    [Fact]
    public void An_outside_that_nobody_speaks_to_is_refused()
    {
        Action import = () =>
            new CaptureImport(_bench.Worker, _bench.Planner).Import(
                new TwoSides().Out(0, TwoSides.Server).Together,
                new ImportOptions { Outside = [TwoSides.OtherHost] }
            );

        import.Should().Throw<ImportRefusedException>().WithMessage("no datagram is from or to 198.51.100.2, *");
    }

    [Fact]
    public void A_capture_as_large_as_is_read_is_rehearsed_whole()
    {
        byte[] payload = new byte[60_000];
        List<CaptureRecord> records = [];
        for (int i = 0; i < 300; i++)
        {
            records.Add(new CaptureRecord("", TimeSpan.FromMilliseconds(i), TwoSides.Host, TwoSides.Server, payload));
        }

        ImportResult result = Import([
            new NamedCapture(
                "large",
                new CaptureContent
                {
                    Datagrams = records,
                    Seen = records.Count,
                    Skipped = [],
                }
            ),
        ]);

        result.Differences.Should().BeEmpty("18 MB of payload are 36 MB in the capture of the run, which sees each datagram twice");
        result.Datagrams.Should().Be(300);
    }

    [Fact]
    public void One_side_alone_makes_hosts_without_a_nat()
    {
        TwoSides sides = new TwoSides().Out(0, TwoSides.Server).In(0.1, TwoSides.Server);

        ImportResult result = Import([sides.Captures[0]]);

        result.Feature.Should().Contain("a peer \"outside-1\"").And.NotContain("NATs");
        result.Datagrams.Should().Be(2);
    }

    [Fact]
    public void A_datagram_to_a_port_that_nobody_had_shown_is_left_out_by_name()
    {
        ImportResult result = Import(new TwoSides().In(0, TwoSides.OtherHost).Out(1, TwoSides.Server).In(2, TwoSides.Server));

        result.Datagrams.Should().Be(2);
        result
            .NotUnderstood.Should()
            .Contain("Left out: 1 datagram to ports of a NAT that no earlier datagram had shown, as with forwarded ports.");
    }

    [Fact]
    public void A_capture_without_datagrams_is_refused()
    {
        Action import = () =>
            Import([
                new NamedCapture(
                    "empty",
                    new CaptureContent
                    {
                        Datagrams = [],
                        Seen = 0,
                        Skipped = [],
                    }
                ),
            ]);

        import.Should().Throw<ImportRefusedException>().WithMessage("it has no complete UDP datagram*");
    }

    [Fact]
    public void Whatever_datagrams_a_capture_holds_it_ends_with_a_feature_or_a_sentence()
    {
        var random = new Random(7);
        for (int round = 0; round < 150; round++)
        {
            NamedCapture[] captures =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 3))
                    .Select(file => new NamedCapture($"f{file}", Anything(random, random.Next(1, 25)))),
            ];
            try
            {
                Import(captures).Feature.Should().Contain("Feature: ");
            }
            catch (ImportRefusedException refusal)
            {
                refusal.Message.Should().EndWith(".");
            }
        }
    }

    private static CaptureContent Anything(Random random, int count)
    {
        TransportAddress address() =>
            TransportAddress.FromIPv4((byte)random.Next(10, 12), 0, 0, (byte)random.Next(4), (ushort)random.Next(3));
        string[] points = ["", "a", "b inside", "b outside", "x>y"];
        bool isOurs = random.Next(4) == 0;
        List<CaptureRecord> datagrams = [];
        for (int i = 0; i < count; i++)
        {
            datagrams.Add(
                new CaptureRecord(
                    points[random.Next(random.Next(1, points.Length + 1))],
                    TimeSpan.FromTicks(random.Next(3) == 0 ? random.NextInt64(TimeSpan.TicksPerHour) : random.Next(1_000_000)),
                    address(),
                    address(),
                    new byte[random.Next(4)]
                )
                {
                    Identification = random.Next(2) == 0 ? null : (ushort)random.Next(6),
                    Comment =
                        isOurs && i == 0 ? "scenario: x"
                        : random.Next(5) == 0 ? "dropped by b: x"
                        : random.Next(5) == 0 ? "duplicated by x>y"
                        : null,
                }
            );
        }

        return new CaptureContent
        {
            Datagrams = datagrams,
            Seen = count,
            Skipped = [],
        };
    }

    private ImportResult Import(TwoSides sides)
    {
        ImportResult result = Import(sides.Captures);
        result.Differences.Should().BeEmpty();
        return result;
    }

    private ImportResult Import(IReadOnlyList<NamedCapture> captures) =>
        new CaptureImport(_bench.Worker, _bench.Planner).Import(captures, new ImportOptions());
}
