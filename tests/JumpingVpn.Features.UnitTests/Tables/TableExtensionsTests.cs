namespace JumpingVpn.Features.UnitTests.Tables;

public sealed class TableExtensionsTests
{
    private static readonly Nat[] Nats = [new("home", 5) { Day = DayOfWeek.Friday }, new("carrier", 0)];

    [Fact]
    public void Rows_become_objects()
    {
        var table = Table(["name", "port count", "Day"], ["home", "5", "friday"], ["carrier", "0", ""]);

        table.CreateSet<Nat>().Should().Equal(Nats);
    }

    [Fact]
    public void One_row_or_fields_and_values_become_one_object()
    {
        Table(["Name", "Port Count", "Day"], ["home", "5", "Friday"]).CreateInstance<Nat>().Should().Be(Nats[0]);
        Table(["Field", "Value"], ["Name", "home"], ["Port Count", "5"], ["Day", "Friday"]).CreateInstance<Nat>().Should().Be(Nats[0]);
        FluentActions.Invoking(() => Table(["Name"], ["a"], ["b"]).CreateInstance<Nat>())
            .Should().Throw<FormatException>().WithMessage("expected one row, but there are 2*");
    }

    [Fact]
    public void A_column_that_belongs_to_nothing_and_a_cell_that_does_not_fit_are_errors()
    {
        FluentActions.Invoking(() => Table(["Name", "PortCount", "Dya"], ["a", "1", "Friday"]).CreateInstance<Nat>())
            .Should().Throw<FormatException>().WithMessage("the column \"Dya\" names no property of Nat; did you mean \"Day\"?*");
        FluentActions.Invoking(() => Table(["Name", "PortCount"], ["a", "few"]).CreateInstance<Nat>())
            .Should().Throw<FormatException>().WithMessage("column \"PortCount\": `few` is not a whole number that fits");
        FluentActions.Invoking(() => Table(["Name"], ["a"]).CreateInstance<Nat>())
            .Should().Throw<FormatException>().WithMessage("the table has no column for `PortCount`*");
    }

    [Fact]
    public void Objects_are_compared_by_the_columns_of_the_table_in_any_order()
    {
        var table = Table(["name", "port count"], ["carrier", "0"], ["home", "5"]);

        table.CompareToSet(Nats);
        table.Invoking(it => it.CompareToSet(Nats.Take(1))).Should().Throw<ComparisonException>().WithMessage("missing: | carrier | 0 |");
        table.Invoking(it => it.CompareToSet(Nats.Append(new Nat("x", 7))))
            .Should().Throw<ComparisonException>().WithMessage("unexpected: | x | 7 |");
    }

    [Fact]
    public void An_object_is_compared_and_each_difference_named()
    {
        Table(["Name", "Day"], ["home", "Friday"]).CompareToInstance(Nats[0]);
        FluentActions.Invoking(() => Table(["Name", "PortCount"], ["x", "6"]).CompareToInstance(Nats[0]))
            .Should().Throw<ComparisonException>()
            .WithMessage("Name: expected `x`, but it is `home`\nPortCount: expected `6`, but it is `5`");
    }

    private static DataTable Table(string[] header, params string[][] rows)
    {
        var table = new DataTable(header);
        foreach (var row in rows)
        {
            table.AddRow(row);
        }

        return table;
    }

    private sealed record Nat(string Name, int PortCount)
    {
        public DayOfWeek? Day { get; init; }
    }
}
