using System.Text.RegularExpressions;
using System.Xml.Linq;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Policy;

/// <summary>The rows of the policy are the one source: what the comment of an option says is what they say.</summary>
public sealed partial class SettingDocumentationTests
{
    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(typeof(SessionClient).Assembly.Location, ".xml"));

    public static TheoryData<string> Settings => new(PolicySettings.All.Select(setting => setting.QualifiedName));

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_comment_of_an_option_says_what_the_policy_says(string name)
    {
        PolicySetting setting = PolicySettings.All.Single(setting => setting.QualifiedName == name);
        string option = $".{setting.Side}Options.{PolicySettings.PropertyOf(setting)}";

        XElement comment = Comments
            .Descendants("member")
            .Single(member => member.Attribute("name")!.Value.EndsWith(option, StringComparison.Ordinal));

        Words(comment.Element("summary")).Should().Be(setting.Summary);
        string unit = setting.Unit.Length == 0 ? string.Empty : $" {setting.Unit}";
        string range = char.ToUpperInvariant(setting.Range[0]) + setting.Range[1..];
        Words(comment.Element("value")).Should().Be($"Default: {setting.Default}{unit}. {range}.");
    }

    private static string Words(XElement? element) => Spaces().Replace(element?.Value.Trim() ?? string.Empty, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
