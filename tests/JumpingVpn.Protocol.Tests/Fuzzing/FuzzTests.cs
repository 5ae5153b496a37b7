using JumpingVpn.Fuzzing;

namespace JumpingVpn.Protocol.Tests.Fuzzing;

/// <summary>A short slice of what <c>tests/JumpingVpn.Benchmarks -- --fuzz</c> runs for as long as one likes.</summary>
public sealed class FuzzTests
{
    private const int Slice = 60_000;

    [Theory]
    [InlineData("server")]
    [InlineData("wary-server")]
    [InlineData("keyed-server")]
    public void No_strangers_datagram_moves_a_session(string target)
    {
        FuzzReport report = new DatagramFuzzer(Named(target), seed: 1).Run(Slice);

        report.Failure.Should().BeNull();
        report.Behaviours.Should().BeGreaterThan(30, "the datagrams have to reach more than the parser");
    }

    [Theory]
    [InlineData("client")]
    [InlineData("wary-client")]
    [InlineData("keyed-client")]
    public void No_datagram_breaks_a_client(string target)
    {
        FuzzReport report = new DatagramFuzzer(Named(target), seed: 1).Run(Slice);

        report.Failure.Should().BeNull();
        report.Behaviours.Should().BeGreaterThan(30, "the datagrams have to reach more than the parser");
    }

    [Fact]
    public void The_same_seed_finds_the_same_behaviours()
    {
        FuzzReport one = new DatagramFuzzer(FuzzTargets.Server, seed: 5).Run(5_000);
        FuzzReport same = new DatagramFuzzer(FuzzTargets.Server, seed: 5).Run(5_000);

        (same.Behaviours, same.CorpusSize).Should().Be((one.Behaviours, one.CorpusSize));
    }

    [Fact]
    public void Another_seed_takes_another_way()
    {
        long[] ways =
        [
            .. Enumerable.Range(1, 4).Select(seed => new DatagramFuzzer(() => new FragileTarget(), (ulong)seed).Run(Slice).Datagrams),
        ];

        ways.Distinct().Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public void A_failure_is_found_and_shrunk_to_what_it_takes()
    {
        FuzzReport report = new DatagramFuzzer(() => new FragileTarget(), seed: 1).Run(Slice);

        report.Failure!.Datagram.Should().Equal((byte)'!');
        report.Failure.FailsAlone.Should().BeTrue();
        report.Failure.ToString().Should().Contain("InvalidOperationException: It cannot stand exclamation marks.").And.Contain("hex   21");
    }

    [Fact]
    public void Whoever_holds_the_secret_does_move_the_session()
    {
        using IFuzzTarget target = FuzzTargets.Server();
        SessionId id = default;
        byte[] genuine = [.. target.Seeds.First(seed => seed.AsSpan().IndexOf("REATTACH_REQUEST"u8) > 0)];
        SessionId.TryParse(System.Text.Encoding.UTF8.GetString(genuine).Split('"')[7], out id).Should().BeTrue();
        string proof = ServerBench.ProofOf(id.ToString(), "00112233445566ff");
        string fresh = $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"00112233445566ff","proof":"{{proof}}"}""";

        Action feed = () => target.Feed(System.Text.Encoding.UTF8.GetBytes(fresh));

        feed.Should().Throw<FuzzViolationException>("the detector has to see a move").WithMessage("a session moved*");
    }

    private static Func<IFuzzTarget> Named(string name) => FuzzTargets.All.Single(target => target.Name == name).Make;

    private sealed class FragileTarget : IFuzzTarget
    {
        public IReadOnlyList<byte[]> Seeds { get; } = ["hello"u8.ToArray()];

        public ulong Feed(ReadOnlySpan<byte> datagram) =>
            datagram.Contains((byte)'!')
                ? throw new InvalidOperationException("It cannot stand exclamation marks.")
                : (ulong)datagram.Length;

        public void Dispose() { }
    }
}
