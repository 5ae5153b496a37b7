namespace JumpingVpn.Protocol.Policy;

/// <summary>Makes the settings of one side, one kind of value each.</summary>
/// <typeparam name="TOptions">The options of that side.</typeparam>
internal sealed class PolicyRows<TOptions>(PolicySide side)
    where TOptions : new()
{
    public PolicySetting<TOptions> Duration(
        string name,
        TimeSpan minimum,
        TimeSpan maximum,
        Func<TOptions, TimeSpan> read,
        Func<TOptions, TimeSpan, TOptions> apply,
        string summary
    ) => Of(name, new DurationKind(minimum, maximum), "", o => read(o).Ticks, (o, v) => apply(o, new TimeSpan(v)), summary);

    /// <summary>Null is written as <c>off</c>.</summary>
    public PolicySetting<TOptions> OptionalDuration(
        string name,
        TimeSpan minimum,
        TimeSpan maximum,
        Func<TOptions, TimeSpan?> read,
        Func<TOptions, TimeSpan?, TOptions> apply,
        string summary
    ) =>
        Of(
            name,
            new DurationKind(minimum, maximum, mayBeOff: true),
            "",
            o => read(o)?.Ticks ?? 0,
            (o, v) => apply(o, v == 0 ? null : new TimeSpan(v)),
            summary
        );

    public PolicySetting<TOptions> Count(
        string name,
        string unit,
        int minimum,
        int maximum,
        Func<TOptions, int> read,
        Func<TOptions, int, TOptions> apply,
        string summary
    ) => Of(name, new CountKind(minimum, maximum), unit, o => read(o), (o, v) => apply(o, (int)v), summary);

    /// <summary>Null is written as <c>by-mode</c>.</summary>
    public PolicySetting<TOptions> ByMode(string name, Func<TOptions, int?> read, Func<TOptions, int?, TOptions> apply, string summary) =>
        Of(name, new ByModeKind(1, 1_000_000), "", o => read(o) ?? 0, (o, v) => apply(o, v == 0 ? null : (int)v), summary);

    /// <summary>The bounds are in parts per million.</summary>
    public PolicySetting<TOptions> Share(
        string name,
        int minimum,
        int maximum,
        Func<TOptions, int> read,
        Func<TOptions, int, TOptions> apply,
        string summary
    ) => Of(name, new ShareKind(minimum, maximum), "", o => read(o), (o, v) => apply(o, (int)v), summary);

    public PolicySetting<TOptions> Choice(
        string name,
        string[] words,
        Func<TOptions, long> read,
        Func<TOptions, long, TOptions> apply,
        string summary
    ) => Of(name, new ChoiceKind(words), "", read, apply, summary);

    private PolicySetting<TOptions> Of(
        string name,
        PolicyKind kind,
        string unit,
        Func<TOptions, long> read,
        Func<TOptions, long, TOptions> apply,
        string summary
    ) => new(name, side, kind, unit, read, apply, summary);
}
