namespace JumpingVpn.Protocol.Policy;

/// <summary>
/// Settings that somebody has written down by name, checked one by one; what is not among them keeps its default. Immutable.
/// </summary>
/// <remarks>A name that both sides have, such as <c>maximum-lifetime</c>, sets both; <c>server.</c> or <c>client.</c> before it
/// sets one.</remarks>
public sealed class PolicyOverrides
{
    private readonly PolicySide? _side;
    private readonly (PolicySetting Setting, long Value)[] _settings;

    private PolicyOverrides(PolicySide? side, (PolicySetting Setting, long Value)[] settings)
    {
        _side = side;
        _settings = settings;
    }

    /// <summary>Everything as by default, on both sides.</summary>
    public static PolicyOverrides None { get; } = new(null, []);

    /// <summary>The settings, in the order given.</summary>
    public IEnumerable<PolicySetting> Settings => _settings.Select(pair => pair.Setting);

    /// <summary>Everything as by default, on one side; only its settings can be added.</summary>
    public static PolicyOverrides Of(PolicySide side) => new(side, []);

    /// <summary>Adds a setting; a later one of the same name counts.</summary>
    /// <param name="name">Its name, for example <c>switch-cooldown</c>.</param>
    /// <param name="value">Its value as text, for example <c>500ms</c>.</param>
    /// <param name="added">These and that; these where it is not in order.</param>
    /// <param name="error">What is wrong, as a sentence with the names there are or the allowed range; null if it is in order.</param>
    public bool TryAdd(string name, string value, out PolicyOverrides added, out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        added = this;
        PolicySetting[] meant = [.. PolicySettings.All.Where(setting => setting.IsCalled(name))];
        PolicySetting[] taken = [.. meant.Where(setting => _side is null || setting.Side == _side)];
        if (taken.Length == 0)
        {
            error =
                meant.Length == 0
                    ? $"There is no policy setting '{name}'; there are {string.Join(", ", PolicySettings.Names)}."
                    : $"'{name}' is a setting of {Owner(meant[0].Side)}, not of {Owner(_side!.Value)}.";
            return false;
        }

        var values = new (PolicySetting, long)[taken.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            if (!taken[i].TryParse(value, out long parsed, out error))
            {
                return false;
            }

            values[i] = (taken[i], parsed);
        }

        error = null;
        added = new PolicyOverrides(_side, [.. _settings, .. values]);
        return true;
    }

    /// <summary>The server's options with these settings.</summary>
    public ServerOptions ApplyTo(ServerOptions options) => Apply(options);

    /// <summary>The client's options with these settings.</summary>
    public ClientOptions ApplyTo(ClientOptions options) => Apply(options);

    /// <summary>The bounds of roaming with these settings.</summary>
    public RoamingOptions ApplyTo(RoamingOptions options) => Apply(options);

    private static string Owner(PolicySide side) =>
        side == PolicySide.Roaming ? "a client with several networks" : $"the {PolicySetting.NameOf(side)}";

    private TOptions Apply<TOptions>(TOptions options)
        where TOptions : new()
    {
        foreach ((PolicySetting setting, long value) in _settings)
        {
            options = setting is PolicySetting<TOptions> mine ? mine.Apply(options, value) : options;
        }

        return options;
    }
}
