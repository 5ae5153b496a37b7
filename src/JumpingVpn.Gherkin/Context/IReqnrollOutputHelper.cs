namespace JumpingVpn.Gherkin;

/// <summary>Takes lines and attachments that belong to the result of the scenario.</summary>
public interface IReqnrollOutputHelper
{
    /// <summary>Adds a line to the output of the scenario.</summary>
    /// <param name="message">The line.</param>
    void WriteLine(string message);

    /// <summary>Adds a formatted line to the output of the scenario; numbers are written culture-free.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void WriteLine(string format, params object[] args);

    /// <summary>Names a file that belongs to the result of the scenario. The file is neither read nor copied.</summary>
    /// <param name="filePath">The path of the file.</param>
    void AddAttachment(string filePath);
}
