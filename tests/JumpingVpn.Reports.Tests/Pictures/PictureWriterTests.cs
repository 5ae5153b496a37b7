using System.Text;
using System.Text.Json;
using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Reports.Tests.Pictures;

/// <summary>What is kept of stories that are too long for a picture.</summary>
public sealed class PictureWriterTests : IDisposable
{
    private readonly PictureWriter _writer = new();

    [Fact]
    public void The_beginning_and_the_end_of_a_flood_have_their_bytes()
    {
        Flood(50_000, static number => Bytes($"message {number}"));

        JsonElement[] records = Records();
        JsonElement[] hops = [.. records.Where(record => Is(record, "hop"))];
        hops.Should().HaveCountGreaterThan(5_999).And.HaveCountLessThanOrEqualTo(9_000);
        hops.Should().AllSatisfy(hop => PayloadOf(records, hop).Should().Be($"tmessage {hop[4]}"));
        hops.Select(hop => hop[4].GetInt32()).Should().Contain([0, 2_999, 47_000, 49_999]);
    }

    [Fact]
    public void Payloads_are_forgotten_with_the_moments_that_had_them()
    {
        Flood(50_000, static number => Bytes($"message {number}"));

        Records().Single(record => Is(record, "payloads"))[2].GetArrayLength().Should().BeLessThanOrEqualTo(9_000);
    }

    [Fact]
    public void A_payload_of_the_beginning_that_is_seen_again_later_stays()
    {
        Flood(50_000, static number => Bytes(number % 10_000 == 0 ? "the same" : $"message {number}"));

        JsonElement[] records = Records();
        PayloadOf(records, records.First(record => Is(record, "hop"))).Should().Be("tthe same");
    }

    [Fact]
    public void Of_a_flood_of_long_payloads_each_keeps_its_beginning()
    {
        Flood(12_000, static number => [.. Bytes($"{number:D5}"), .. new byte[5_000]]);

        JsonElement[] records = Records();
        JsonElement[] payloads = [.. records.Single(record => Is(record, "payloads"))[2].EnumerateArray()];
        payloads.Sum(static payload => payload.GetString()!.Length / 2).Should().BeLessThanOrEqualTo(8_000_000).And.BePositive();
        JsonElement last = records.Last(record => Is(record, "hop"));
        PayloadOf(records, last).Should().StartWith($"x{Convert.ToHexStringLower(Bytes("11999"))}");
    }

    [Fact]
    public void Of_very_many_changes_the_first_and_the_last_are_kept_and_every_step_is()
    {
        for (int number = 0; number < 20_000; number++)
        {
            _writer.Change(TimeSpan.FromTicks(number), "home", "rebound", null);
            _writer.StepEnded(TimeSpan.FromTicks(number));
        }

        JsonElement[] records = Records();
        long[] changes = [.. records.Where(record => Is(record, "change")).Select(record => record[2].GetInt64())];
        changes.Should().Contain([0, 1_999, 18_000, 19_999]);
        records.Count(record => Is(record, "step")).Should().Be(20_000);
        JsonElement left = records.Single(record => Is(record, "left out"));
        left[2].GetInt32().Should().Be(0);
        left[3].GetInt32().Should().Be(20_000 - changes.Length);
    }

    [Fact]
    public void A_table_that_never_changes_is_written_again_when_the_one_before_is_dropped()
    {
        PictureMapping[] rows = [new("10.0.0.1:1", "203.0.113.1:1", "any remote", "anybody", TimeSpan.FromHours(1), IsStuck: false)];
        for (int number = 0; number < 20_000; number++)
        {
            _writer.Change(TimeSpan.FromTicks(number), "home", "rebound", null);
            if (number > 3_000)
            {
                _writer.Table(TimeSpan.FromTicks(number), "home", rows);
            }
        }

        Records().Count(record => Is(record, "table")).Should().BePositive();
    }

    public void Dispose() => _writer.Dispose();

    private void Flood(int count, Func<int, byte[]> payloadOf)
    {
        for (int number = 0; number < count; number++)
        {
            var hop = new PictureHop(TimeSpan.FromTicks(number), "sent", number, "phone", "10.0.0.1:1", "10.0.0.2:2", null, null, null);
            _writer.Hop(hop, payloadOf(number));
        }
    }

    private JsonElement[] Records() => [.. JsonDocument.Parse(_writer.ToJson()).RootElement.EnumerateArray()];

    private static string PayloadOf(JsonElement[] records, JsonElement hop) =>
        records.Single(record => Is(record, "payloads"))[2][hop[11].GetInt32()].GetString()!;

    private static bool Is(JsonElement record, string kind) => record[1].ValueEquals(kind);

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
