using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Policy;

/// <summary>A setting that knows its option.</summary>
/// <typeparam name="TOptions">The options of one side.</typeparam>
internal sealed class PolicySetting<TOptions>(
    string name,
    PolicySide side,
    PolicyKind kind,
    string unit,
    Func<TOptions, long> read,
    Func<TOptions, long, TOptions> apply,
    string summary
) : PolicySetting(name, side, kind, unit, summary)
    where TOptions : new()
{
    /// <inheritdoc/>
    public override string Default => Kind.Format(read(new TOptions()));

    /// <summary>The value of options, as text.</summary>
    public string TextOf(TOptions options) => Kind.Format(read(options));

    /// <summary>The value of the one in the options of the other.</summary>
    public TOptions Copy(TOptions from, TOptions to) => apply(to, read(from));

    public TOptions Apply(TOptions options, long value) => apply(options, value);

    /// <summary>Checks the option.</summary>
    /// <exception cref="ArgumentException">It is out of its range; the message names it and the range.</exception>
    public void Validate(TOptions options)
    {
        long value = read(options);
        OptionGuard.Refuse(
            !Kind.Allows(value),
            $"{PolicySettings.PropertyOf(this)} is {Kind.Format(value)}, but it must be {Kind.Demand}."
        );
    }
}
