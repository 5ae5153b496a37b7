using JumpingVpn.Features;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Steps.Tables;
using Reqnroll;

namespace JumpingVpn.Steps.Tests.Tables;

/// <summary>A table of datagrams says all that is sent, and refuses what cannot be.</summary>
public sealed class DatagramTableTests
{
    [Fact]
    public void A_row_is_a_datagram()
    {
        PeerDatagram[] read =
        [
            .. TableWords
                .ReadDatagrams(Table(["0 s", "phone", "gw:2", "2", ""], ["1.5 ms", "gw:2", "phone", "0x00ff", "1"]))
                .Select(static row => row.Datagram),
        ];

        read[0].Payload.ToArray().Should().Equal(1, 0);
        (read[1].At, read[1].From, read[1].To, read[1].SeenIn).Should().Be((TimeSpan.FromMilliseconds(1.5), "gw:2", "phone", 1));
        read[1].Payload.ToArray().Should().Equal(0, 255);
    }

    [Theory]
    [InlineData("at", "soon", "`soon`*")]
    [InlineData("bytes", "-1", "`-1` is not a datagram: write its length in bytes, 0 to 65507, or 0x and its bytes")]
    [InlineData("bytes", "65508", "`65508` is not a datagram*")]
    [InlineData("bytes", "0x123", "*")]
    [InlineData("from", "phone:1000", "`phone:1000` is not a socket of a peer: further ones are phone:2 to phone:999")]
    [InlineData("seen in", "1", "`1` is not the number of an earlier row: this is row 1")]
    public void A_cell_that_cannot_be_is_refused_at_its_place(string column, string value, string message)
    {
        string[] header = ["at", "from", "to", "bytes", "seen in"];
        string[] row = ["0 s", "phone", "gw", "1", ""];
        row[Array.IndexOf(header, column)] = value;

        Action read = () => TableWords.ReadDatagrams(Table(row));

        TableException refused = read.Should().Throw<TableException>().WithMessage(message).Which;
        (refused.Row, refused.Column).Should().Be((1, column));
    }

    [Fact]
    public void Rows_stand_in_the_order_of_their_times()
    {
        Action read = () => TableWords.ReadDatagrams(Table(["2 ms", "a", "b", "1", ""], ["1 ms", "a", "b", "1", ""]));

        read.Should().Throw<TableException>().WithMessage("*in the order of their times*").Which.Row.Should().Be(2);
    }

    [Fact]
    public void A_table_without_rows_is_refused()
    {
        Action read = () => TableWords.ReadDatagrams(Table());

        read.Should().Throw<TableException>().WithMessage("a table of datagrams needs at least one row below its header");
    }

    private static DataTable Table(params string[][] rows)
    {
        var table = new DataTable("at", "from", "to", "bytes", "seen in");
        foreach (string[] row in rows)
        {
            table.AddRow(row);
        }

        return table;
    }
}
