namespace JumpingVpn.Protocol.Policy;

/// <summary>What changes in a server that is given other options while it runs.</summary>
internal static class LiveChanges
{
    /// <summary>Compares all settings.</summary>
    /// <param name="now">The options in force.</param>
    /// <param name="wanted">Those that are asked for.</param>
    /// <param name="next">The options in force with every wanted setting that is <see cref="PolicySetting.IsLive"/>.</param>
    public static IReadOnlyList<PolicyChange> Between(ServerOptions now, ServerOptions wanted, out ServerOptions next)
    {
        next = now;
        List<PolicyChange> changes = [];
        foreach (PolicySetting<ServerOptions> setting in ServerPolicy.Settings)
        {
            string before = setting.TextOf(now);
            string after = setting.TextOf(wanted);
            if (before != after)
            {
                changes.Add(new PolicyChange(setting, before, after));
                next = setting.IsLive ? setting.Copy(wanted, next) : next;
            }
        }

        return changes;
    }
}
