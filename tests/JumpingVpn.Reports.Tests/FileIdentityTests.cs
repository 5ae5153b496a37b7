using System.Diagnostics;

namespace JumpingVpn.Reports.Tests;

public sealed class FileIdentityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;

    [Fact]
    public void A_folder_that_is_a_link_leads_to_the_same_files()
    {
        Directory.CreateDirectory(In("real"));
        Directory.CreateSymbolicLink(In("link"), "real");
        Directory.CreateSymbolicLink(In("second"), In("link"));

        FileIdentity.Resolve(In("second/deep/file")).Should().Be(FileIdentity.Resolve(In("real/deep/file")));
        FileIdentity.AreOne(In("second/file"), In("real/file")).Should().BeTrue();
        FileIdentity.AreOne(In("second/file"), In("real/other")).Should().BeFalse();
    }

    [Fact]
    public void Links_in_a_circle_have_no_end_and_are_what_they_are_called()
    {
        File.CreateSymbolicLink(In("one"), In("two"));
        File.CreateSymbolicLink(In("two"), In("one"));

        FileIdentity.Resolve(In("one")).Should().Be(In("one"));
    }

    [Theory]
    [InlineData("Feature: F")]
    [InlineData("")]
    public void Two_names_of_a_file_in_its_folders_are_one_file(string text)
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // made by ln
        }

        File.WriteAllText(In("feature"), text);
        Process.Start("ln", [In("feature"), In("other")]).WaitForExit();

        FileIdentity.AreOne(In("feature"), In("other")).Should().BeTrue();
    }

    [Fact]
    public void Files_that_look_alike_are_two()
    {
        DateTime then = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (string name in new[] { "one", "other" })
        {
            File.WriteAllText(In(name), "Feature: F");
            File.SetLastWriteTimeUtc(In(name), then);
        }

        FileIdentity.AreOne(In("one"), In("other")).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);
}
