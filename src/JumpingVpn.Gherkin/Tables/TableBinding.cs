using System.Globalization;
using System.Reflection;
using JumpingVpn.Gherkin.Reporting;
using JumpingVpn.Gherkin.Running;

namespace JumpingVpn.Gherkin;

/// <summary>Brings columns and members of objects together.</summary>
internal static class TableBinding
{
    /// <summary>The one row; a table of fields and values is turned on its side.</summary>
    public static DataTableRow SingleRow(Table table)
    {
        var source = table;
        if (table.Header.SequenceEqual(["Field", "Value"], StringComparer.OrdinalIgnoreCase) && table.RowCount > 0)
        {
            source = new Table([.. table.Rows.Select(row => row[0])]);
            source.AddRow([.. table.Rows.Select(row => row[1])]);
        }

        return source.RowCount == 1
            ? source.Rows[0]
            : throw new FormatException($"expected one row, but there are {source.RowCount}:\n{table}");
    }

    public static object Create(Type type, DataTableRow row, Table table)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new FormatException($"{type.Name} has no public constructor");
        var left = row.ToDictionary(cell => Key(cell.Key), StringComparer.Ordinal);
        var arguments = constructor.GetParameters().Select(parameter => left.Remove(Key(parameter.Name!), out var cell)
            ? Convert(cell, parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue : throw Missing(parameter.Name!, table)).ToArray();
        var instance = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
        foreach (var cell in row.Where(cell => left.ContainsKey(Key(cell.Key))))
        {
            var property = FindProperty(type, cell.Key, table);
            if (property.SetMethod is not { IsPublic: true })
            {
                throw new FormatException($"the column \"{cell.Key}\" names {type.Name}.{property.Name}, which cannot be set");
            }

            property.SetValue(instance, Convert(cell, property.PropertyType));
        }

        return instance;
    }

    public static IReadOnlyList<string> Differences(object instance, DataTableRow row, Table table)
    {
        var differences = new List<string>();
        foreach (var cell in row)
        {
            var property = FindProperty(instance.GetType(), cell.Key, table);
            var actual = property.GetValue(instance);
            if (!Equals(Convert(cell, property.PropertyType), actual))
            {
                differences.Add($"{cell.Key}: expected `{cell.Value}`, but it is `{Text(actual)}`");
            }
        }

        return differences;
    }

    public static string Show(object instance, Table table)
    {
        var cells = table.Header.Select(column => Text(FindProperty(instance.GetType(), column, table).GetValue(instance)));
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private static object? Convert(KeyValuePair<string, string> cell, Type type)
    {
        if (type == typeof(string))
        {
            return cell.Value;
        }

        try
        {
            return cell.Value.Length == 0 && Nullable.GetUnderlyingType(type) is not null ? null : PlainConverter.Convert(cell.Value, type);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"column \"{cell.Key}\": {exception.Message}", exception);
        }
    }

    private static PropertyInfo FindProperty(Type type, string column, Table table)
    {
        var properties = type.GetProperties();
        return Array.Find(properties, property => Key(property.Name) == Key(column)) ?? throw new FormatException(
            $"the column \"{column}\" names no property of {type.Name}"
            + $"{Suggestion.Among(column, properties.Select(property => property.Name))}:\n{table}");
    }

    private static FormatException Missing(string name, Table table) => new($"the table has no column for `{name}`:\n{table}");
}
