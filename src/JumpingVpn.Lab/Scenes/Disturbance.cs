namespace JumpingVpn.Lab.Scenes;

/// <summary>Something that was set to disturb a scenario, and whether it did.</summary>
public sealed class Disturbance
{
    private readonly Func<bool>? _looks;
    private bool _hasStruck;

    internal Disturbance(string words, Func<bool>? looks = null)
    {
        Words = words;
        _looks = looks;
    }

    /// <summary>What it does, in words.</summary>
    public string Words { get; }

    /// <summary>Whether it has done anything so far.</summary>
    public bool HasStruck => _hasStruck || _looks?.Invoke() == true;

    internal void Strike() => _hasStruck = true;
}
