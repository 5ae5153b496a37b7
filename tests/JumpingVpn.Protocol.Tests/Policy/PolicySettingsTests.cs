using System.Reflection;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Policy;

public sealed class PolicySettingsTests
{
    // Secrets are no policy, and the mode is chosen with them.
    private static readonly string[] NoPolicy = ["SharedSecret", "PreSharedKey", "ClientKeys", "ClientName", "Mode"];

    public static TheoryData<string> All => [.. PolicySettings.All.Select(setting => setting.QualifiedName)];

    [Theory]
    [InlineData(PolicySide.Server, typeof(ServerOptions))]
    [InlineData(PolicySide.Client, typeof(ClientOptions))]
    [InlineData(PolicySide.Roaming, typeof(RoamingOptions))]
    public void Every_option_has_its_setting_and_every_setting_its_option(PolicySide side, Type options)
    {
        IEnumerable<string> properties = options
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => property.Name)
            .Except(NoPolicy);

        PolicySettings.All.Where(setting => setting.Side == side).Select(PolicySettings.PropertyOf).Should().BeEquivalentTo(properties);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_default_is_allowed_and_changes_nothing(string name)
    {
        PolicySetting setting = Setting(name);

        PolicyOverrides.None.TryAdd(name, setting.Default, out PolicyOverrides overrides, out string? error).Should().BeTrue(error);

        (ServerOptions server, ClientOptions client) = (new(), new());
        overrides.ApplyTo(server).Should().Be(server);
        overrides.ApplyTo(client).Should().Be(client);
        overrides.ApplyTo(new RoamingOptions()).Should().Be(new RoamingOptions());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Both_ends_of_its_range_are_taken_and_what_lies_beyond_is_refused_with_the_range(string name)
    {
        PolicySetting setting = Setting(name);
        foreach (long value in (long[])[setting.Kind.Minimum, setting.Kind.Maximum])
        {
            PolicyOverrides.None.TryAdd(name, setting.Kind.Format(value), out _, out string? error).Should().BeTrue(error);
        }

        if (setting.Kind is not ChoiceKind)
        {
            string beyond = setting.Kind.Format(setting.Kind.Maximum + (setting.Kind is DurationKind ? TimeSpan.TicksPerMillisecond : 1));
            PolicyOverrides.None.TryAdd(name, beyond, out _, out string? error).Should().BeFalse();
            error.Should().Be($"{setting.Name} is '{beyond}', but it must be {setting.Kind.Demand}.");
            setting.Kind.Demand.Should().Contain(setting.Range);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_sets_its_own_option_and_no_other(string name)
    {
        PolicySetting setting = Setting(name);
        string other =
            setting.Kind.Format(setting.Kind.Minimum) == setting.Default
                ? setting.Kind.Format(setting.Kind.Maximum)
                : setting.Kind.Format(setting.Kind.Minimum);

        PolicyOverrides.None.TryAdd(name, other, out PolicyOverrides overrides, out _).Should().BeTrue();

        string property = PolicySettings.PropertyOf(setting);
        object[] before = [new ServerOptions(), new ClientOptions(), new RoamingOptions()];
        object[] after =
        [
            overrides.ApplyTo(new ServerOptions()),
            overrides.ApplyTo(new ClientOptions()),
            overrides.ApplyTo(new RoamingOptions()),
        ];
        string[] changed =
        [
            .. before
                .Zip(after)
                .SelectMany(pair =>
                    pair.First.GetType()
                        .GetProperties()
                        .Where(p => !NoPolicy.Contains(p.Name) && !Equals(p.GetValue(pair.First), p.GetValue(pair.Second)))
                        .Select(p => $"{pair.First.GetType().Name}.{p.Name}")
                ),
        ];
        changed.Should().Equal($"{setting.Side}Options.{property}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_explains_itself(string name)
    {
        PolicySetting setting = Setting(name);

        setting.Summary.Should().MatchRegex("^[A-Z].*\\.$");
        setting.Name.Should().MatchRegex("^[a-z]+(-[a-z]+)*$");
    }

    private static PolicySetting Setting(string name) => PolicySettings.All.Single(setting => name == setting.QualifiedName);
}
