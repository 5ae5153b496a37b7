using System.Text.Json;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>The settings that let Visual Studio Code find features and steps name folders that there are.</summary>
public sealed class EditorSettingsTests
{
    [Theory]
    [InlineData("cucumber.features", ".feature")]
    [InlineData("cucumber.glue", ".cs")]
    public void A_pattern_meets_our_files(string setting, string extension)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf(".vscode", "settings.json")));

        foreach (string pattern in json.RootElement.GetProperty(setting).EnumerateArray().Select(each => each.GetString()!))
        {
            pattern.Should().EndWith($"/**/*{extension}");
            string folder = RepositoryFiles.PathOf(pattern[..^$"/**/*{extension}".Length].Split('/'));
            Directory.EnumerateFiles(folder, $"*{extension}", SearchOption.AllDirectories).Should().HaveCountGreaterThan(20);
        }
    }
}
