using JumpingVpn.Features.Wording;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Features.UnitTests.Wording;

/// <summary>Why a file cannot be read or written, in words.</summary>
public sealed class FileTroubleTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_folder_is_named_as_one() => ReasonOf(_directory.Path).Should().Be("it is a folder, not a file");

    [Fact]
    public void A_missing_file_is_named_as_missing() =>
        ReasonOf(Path.Combine(_directory.Path, "missing")).Should().Be("there is no such file");

    [Fact]
    public void A_missing_folder_is_named()
    {
        string folder = Path.Combine(_directory.Path, "no", "such");

        ReasonOf(Path.Combine(folder, "file")).Should().Be($"there is no folder '{folder}'");
    }

    [Fact]
    public void A_file_that_may_become_no_longer_is_explained() =>
        FileTrouble.Explain("file", new ArgumentOutOfRangeException("value")).Should().Contain("ulimit -f");

    [Fact]
    public void Other_reasons_are_those_of_the_system() =>
        FileTrouble.Explain("file", new IOException("No space left on device.")).Should().Be("No space left on device");

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static string ReasonOf(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.Explain(path, exception);
        }

        throw new InvalidOperationException($"{path} was opened.");
    }
}
