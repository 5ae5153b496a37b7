namespace JumpingVpn.Exploration.Choices;

/// <summary>Makes choices: at random, one after the other, or as they were made before.</summary>
public interface IChoices
{
    /// <summary>Chooses.</summary>
    /// <param name="who">What the choice is about, in a word or two.</param>
    /// <param name="alternatives">How many there are, at least 1.</param>
    /// <returns>From 0 to one less than the alternatives.</returns>
    int Pick(string who, int alternatives);
}
