using System.Reflection;
using System.Runtime.Loader;

namespace JumpingVpn.Cli.OwnSteps;

/// <summary>
/// Loads an assembly of steps with what lies beside it. What this program has itself (Reqnroll, our libraries) is shared with it: a
/// <c>[Given]</c> of another copy of Reqnroll would be no step.
/// </summary>
internal sealed class StepAssemblyContext(string path) : AssemblyLoadContext("steps")
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Loads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepsFileFree">
    /// Whether the file may be written again meanwhile; then it is loaded from memory, and nobody finds the documentation beside it.
    /// </param>
    /// <exception cref="StepSourceException">It is not an assembly for this runtime, or needs what is not there.</exception>
    public static Assembly Load(string path, bool keepsFileFree)
    {
        try
        {
            using var image = new MemoryStream(File.ReadAllBytes(path));
            var context = new StepAssemblyContext(path);
            Assembly assembly = keepsFileFree ? context.LoadFromStream(image) : context.LoadFromAssemblyPath(path);
            _ = assembly.GetTypes();
            return assembly;
        }
        catch (ReflectionTypeLoadException exception)
        {
            string reason = exception.LoaderExceptions.FirstOrDefault()?.Message ?? exception.Message;
            throw new StepSourceException(
                $"--steps '{path}': the assembly does not fit this program: {reason} Build it against the same version "
                    + $"of JumpingVpn.Steps and Reqnroll 3.3.4."
            );
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new StepSourceException($"--steps '{path}': this is not an assembly that can be loaded: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } beside ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
