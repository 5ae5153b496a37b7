using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Cli.Arguments;

/// <summary>What became of one argument's text: a value, or a sentence that says what is wrong and what to write instead.</summary>
internal readonly record struct Parsed<T>
{
    public Parsed(T value)
        : this(value, null) { }

    private Parsed(T? value, string? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value; meaningless when <see cref="Error"/> is set.</summary>
    public T? Value { get; }

    /// <summary>Null on success.</summary>
    public string? Error { get; }

    /// <summary>True when the text was understood.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;

    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Invalid(string error) => new(default, error);
}
