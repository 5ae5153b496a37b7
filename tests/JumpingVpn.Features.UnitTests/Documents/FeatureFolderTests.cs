using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Features.UnitTests.Documents;

public sealed class FeatureFolderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _elsewhere = new();

    public void Dispose()
    {
        _directory.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Links_that_go_round_in_a_circle_are_not_followed()
    {
        _directory.Write("a/x.feature", "");
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "a/up"), _directory.Path);
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "a/self"), Path.Combine(_directory.Path, "a"));
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "a/root"), "/");

        Found().Should().Equal("a/x.feature");
    }

    [Fact]
    public void A_link_to_somewhere_else_is_followed_once()
    {
        _elsewhere.Write("y.feature", "");
        Directory.CreateSymbolicLink(Path.Combine(_elsewhere.Path, "self"), _elsewhere.Path);
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "b"), _elsewhere.Path);
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "a"), _elsewhere.Path);

        Found().Should().Equal("a/y.feature");
    }

    [Fact]
    public void A_folder_named_like_a_feature_is_a_folder()
    {
        _directory.Write("a.feature/x.feature", "");

        Found().Should().Equal("a.feature/x.feature");
    }

    [Fact]
    public void The_search_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        FluentActions.Invoking(() => new FeatureFolder(stop.Token).Find(_directory.Path)).Should().Throw<OperationCanceledException>();
    }

    private IEnumerable<string> Found() =>
        new FeatureFolder(CancellationToken.None).Find(_directory.Path).Select(path => Path.GetRelativePath(_directory.Path, path));
}
