using System.Runtime.CompilerServices;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Holds who wrote the scenario to what a scene can be asked for, as <see cref="Expect"/> holds what is tested to the
/// facts.</summary>
internal static class Demand
{
    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="SceneException">It cannot be.</exception>
    public static void That(bool possible, [InterpolatedStringHandlerArgument(nameof(possible))] ref Expect.FailureText message)
    {
        if (!possible)
        {
            throw new SceneException(message.ToString());
        }
    }

    /// <summary>Asks the network for something on behalf of a scenario: what it refuses cannot be.</summary>
    /// <exception cref="SceneException">It refused, in the words of the scenario.</exception>
    public static void Of(Action request) =>
        Of(() =>
        {
            request();
            return true;
        });

    /// <inheritdoc cref="Of(Action)"/>
    public static T Of<T>(Func<T> request)
    {
        try
        {
            return request();
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new SceneException(PlainWords.Of(refusal), refusal);
        }
    }
}
