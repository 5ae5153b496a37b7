using System.Text;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Tests.Arguments;

/// <summary>A file with a key for each client, and every mistake in one.</summary>
public class ClientKeysFileTests
{
    private const string Key = "0123456789abcdef";

    [Fact]
    public void Names_keys_ends_and_comments_are_read()
    {
        IReadOnlyList<DatedKey> keys = ClientKeysFile
            .Read($"# all of them\nphone {Key}\r\n\n  phone  {Key}2 until 2026-12-01T08:00Z # the old one\ntablet\t{Key}\n")
            .Value!;

        keys.Select(key => (key.Client, Encoding.UTF8.GetString(key.Key), key.Until))
            .Should()
            .Equal(
                ("phone", Key, null),
                ("phone", Key + "2", new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero)),
                ("tablet", Key, null)
            );
    }

    [Theory]
    [InlineData("", "there is no key in it; write lines of NAME KEY")]
    [InlineData("# nothing", "there is no key in it; write lines of NAME KEY")]
    [InlineData("phone", "line 1: write NAME KEY, or NAME KEY until TIME, for 'phone'")]
    [InlineData("a/b 0123456789abcdef", "line 1: 'a/b' is not a name")]
    [InlineData("\n\nphone short", "line 3: of 'phone', the key has 5 bytes, and at least 16 are needed")]
    [InlineData("phone 0123456789abcdef til 2026-12-01", "line 1: write NAME KEY, or NAME KEY until TIME")]
    [InlineData("phone 0123456789abcdef until soon", "line 1: 'soon' is not a time; write one such as 2026-12-01")]
    public void A_mistake_is_a_sentence_with_its_line_and_without_the_key(string text, string complaint)
    {
        string error = ClientKeysFile.Read(text).Error!;

        error.Should().StartWith(complaint).And.NotContain(Key);
    }

    [Fact]
    public void More_keys_than_a_handshake_may_be_tried_with_are_refused()
    {
        string text = string.Concat(Enumerable.Range(0, 5).Select(i => $"phone {Key}{i}\n"));

        ClientKeysFile.Read(text).Error.Should().StartWith("line 5: 'phone' has more than 4 keys");
    }

    [Fact]
    public void A_clock_that_is_set_moves_no_end()
    {
        var today = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
        using var key = new DatedKey("phone", Encoding.UTF8.GetBytes(Key), today.AddHours(1));

        key.At(TimeSpan.FromMinutes(10), today).ValidUntil.Should().Be(TimeSpan.FromMinutes(70), "it is kept in time that only passes");
        (key with { Until = null }).At(TimeSpan.Zero, today).ValidUntil.Should().BeNull();
        (key with { Until = DateTimeOffset.MaxValue }).At(TimeSpan.FromDays(1), today).ValidUntil.Should().BePositive();
    }
}
