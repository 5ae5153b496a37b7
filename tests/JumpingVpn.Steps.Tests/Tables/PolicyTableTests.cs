using JumpingVpn.Features;
using JumpingVpn.Steps.Tables;
using Reqnroll;

namespace JumpingVpn.Steps.Tests.Tables;

/// <summary>A table of policy settings is taken, or refused with the way out.</summary>
public sealed class PolicyTableTests : IDisposable
{
    private readonly ScenarioLab _lab = new(new LabSettings { Backend = "sim" });

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Settings_of_both_sides_are_taken_with_or_without_the_side()
    {
        Set(("switch-cooldown", "2 s"), ("client.idle-ttl", "off"));

        _lab.Scene.Policy.Settings.Select(setting => setting.QualifiedName).Should().Equal("server.switch-cooldown", "client.idle-ttl");
    }

    [Theory]
    [InlineData(
        "switch-cooldwn",
        "2 s",
        "there is no policy setting `switch-cooldwn`; did you mean \"switch-cooldown\"? docs/policy.md lists them"
    )]
    [InlineData("SwitchCooldown", "2 s", "*did you mean \"switch-cooldown\"?*")]
    [InlineData("switch-cooldown", "2 h", "switch-cooldown is '2 h', but it must be a duration from 0ms to 1min")]
    public void What_is_no_setting_or_value_is_refused_by_name(string setting, string value, string message)
    {
        Action refused = () => Set((setting, value));

        refused.Should().Throw<TableException>().WithMessage(message);
    }

    private void Set(params (string Setting, string Value)[] rows)
    {
        var table = new DataTable("setting", "value");
        foreach ((string setting, string value) in rows)
        {
            table.AddRow(setting, value);
        }

        new PolicySteps(_lab).GivenThePolicy(TableWords.ReadPolicy(table));
    }
}
