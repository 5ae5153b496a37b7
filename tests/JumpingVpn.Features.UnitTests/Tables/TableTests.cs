namespace JumpingVpn.Features.UnitTests.Tables;

public sealed class TableTests
{
    private readonly DataTable _table = new("name", "kind");

    public TableTests()
    {
        _table.AddRow("home", "full cone");
        _table.AddRow(new Dictionary<string, string> { ["name"] = "carrier" });
    }

    [Fact]
    public void Rows_and_cells_are_found_by_name_and_by_index()
    {
        _table.Header.Should().Equal("name", "kind");
        _table.RowCount.Should().Be(2);
        _table.Rows.Count.Should().Be(2);
        _table.Rows[0]["kind"].Should().Be("full cone");
        _table.Rows[1][0].Should().Be("carrier");
        _table.Rows[1][1].Should().BeEmpty();
        _table.ContainsColumn("kind").Should().BeTrue();
        _table.ContainsColumn("Kind").Should().BeFalse();
    }

    [Fact]
    public void A_row_is_a_dictionary_with_fixed_columns()
    {
        var row = _table.Rows[0];

        row.Keys.Should().Equal("name", "kind");
        row.Values.Should().Equal("home", "full cone");
        row.ContainsKey("name").Should().BeTrue();
        row.TryGetValue("kind", out var kind).Should().BeTrue();
        kind.Should().Be("full cone");
        row.TryGetValue("none", out _).Should().BeFalse();
        row["name"] = "house";
        _table.Rows[0]["name"].Should().Be("house");
        row.ToArray().Should().Equal(KeyValuePair.Create("name", "house"), KeyValuePair.Create("kind", "full cone"));
        row.Invoking<IDictionary<string, string>>(it => it.Add("x", "y")).Should().Throw<NotSupportedException>();
        row.Invoking<IDictionary<string, string>>(it => it.Clear()).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void An_unknown_column_shows_the_table_and_the_nearest_name()
    {
        FluentActions.Invoking(() => _table.Rows[0]["kin"]).Should().Throw<KeyNotFoundException>().WithMessage(
            "There is no column \"kin\" in the table; did you mean \"kind\"?:\n"
            + "| name    | kind      |\n"
            + "| home    | full cone |\n"
            + "| carrier |           |\n");
    }

    [Fact]
    public void A_row_needs_a_cell_for_each_column()
    {
        _table.Invoking(table => table.AddRow("only one"))
            .Should().Throw<ArgumentException>().WithMessage("The row has 1 cells*2 columns*");
        FluentActions.Invoking(() => new Table()).Should().Throw<ArgumentException>().WithMessage("A table needs at least one column.*");
    }

    [Fact]
    public void A_column_can_be_renamed()
    {
        _table.RenameColumn("kind", "type");

        _table.Rows[0]["type"].Should().Be("full cone");
        _table.ContainsColumn("kind").Should().BeFalse();
    }
}
