using System.Globalization;
using System.Runtime.CompilerServices;

namespace JumpingVpn.Lab.Scenes;

/// <summary>States facts. A message is only built where the fact does not hold.</summary>
internal static class Expect
{
    /// <summary>Fails the scenario unless the fact holds.</summary>
    public static void That(bool fact, [InterpolatedStringHandlerArgument(nameof(fact))] ref FailureText message)
    {
        if (!fact)
        {
            throw new ExpectationException(message.ToString());
        }
    }

    /// <summary>An invariant-culture interpolated string that is built only for a failure.</summary>
    [InterpolatedStringHandler]
    internal ref struct FailureText
    {
        private DefaultInterpolatedStringHandler _text;

        public FailureText(int literalLength, int formattedCount, bool fact, out bool wanted)
        {
            wanted = !fact;
            _text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
        }

        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public override string ToString() => _text.ToStringAndClear();
    }
}
