namespace JumpingVpn.Cli.Terminal;

/// <summary>What starts this program once more.</summary>
internal static class ThisProgram
{
    /// <summary>The program, and its library where a host of .NET runs it.</summary>
    public static IReadOnlyList<string> Words()
    {
        string self = Environment.ProcessPath ?? "dotnet";
        string library = Path.Combine(AppContext.BaseDirectory, "jumpingvpn.dll");
        if (Path.GetFileNameWithoutExtension(self) == "jumpingvpn" || !File.Exists(library))
        {
            return [self];
        }

        string host =
            Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return [host, library];
    }
}
