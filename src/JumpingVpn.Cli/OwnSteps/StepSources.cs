using System.Reflection;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.OwnSteps;

/// <summary>Where the steps of a run come from: ours, those that <c>--steps</c> names, and those of a <c>reqnroll.json</c> in the
/// directory.</summary>
internal sealed class StepSources(IReadOnlyList<string> paths, Surroundings surroundings)
{
    /// <summary>Whether the assemblies may be built again while they are in use.</summary>
    /// <value>Default: false.</value>
    public bool KeepsFilesFree { get; init; }

    /// <summary>Loads the vocabulary again; it is the caller's to dispose of.</summary>
    /// <exception cref="StepSourceException">An assembly or a project is not there, or cannot be used.</exception>
    public StepVocabulary Load()
    {
        string[] assemblies = [.. paths.Select(PathOf), .. ReqnrollJson.BindingAssemblies(Directory.GetCurrentDirectory())];
        Assembly[] own =
        [
            .. assemblies
                .Select(Path.GetFullPath)
                .Distinct(StringComparer.Ordinal)
                .Select(path => StepAssemblyContext.Load(path, KeepsFilesFree)),
        ];
        return SessionVocabulary.Load(own);
    }

    /// <summary>Runs something with the vocabulary; what is wrong with the steps of a user's own is a usage error.</summary>
    public Outcome Run(Func<StepVocabulary, Outcome> run) =>
        Guard(() =>
        {
            using StepVocabulary vocabulary = Load();
            return run(vocabulary);
        });

    /// <summary>Runs something that loads the vocabulary itself.</summary>
    public static Outcome Guard(Func<Outcome> run)
    {
        try
        {
            return run();
        }
        catch (StepSourceException exception)
        {
            return Outcome.Usage(exception.Message);
        }
    }

    private string PathOf(string path) =>
        Directory.Exists(path) ? StepProject.Build(path, surroundings)
        : !File.Exists(path)
            ? throw new StepSourceException(
                $"--steps '{path}': there is no such file or folder; name an assembly (my.dll) or the folder of its project."
            )
        : Path.GetExtension(path) is ".csproj" or ".fsproj" or ".vbproj" ? StepProject.Build(path, surroundings)
        : path;
}
