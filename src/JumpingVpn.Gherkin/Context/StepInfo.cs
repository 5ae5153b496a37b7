namespace JumpingVpn.Gherkin;

/// <summary>The facts of the step that is being run.</summary>
public sealed class StepInfo
{
    internal StepInfo(string text, Table? table, string? multilineText)
    {
        Text = text;
        Table = table;
        MultilineText = multilineText;
    }

    /// <summary>The text after the keyword, placeholders filled in.</summary>
    public string Text { get; }

    /// <summary>The table below the step, or null.</summary>
    public Table? Table { get; }

    /// <summary>The doc string below the step, or null.</summary>
    public string? MultilineText { get; }
}
