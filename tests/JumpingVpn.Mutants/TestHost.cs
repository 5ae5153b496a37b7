using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace JumpingVpn.Mutants;

/// <summary>Runs tests of one assembly in this process, one after the other, and stops at the first that fails.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly XunitTestFramework _framework = new(new NullMessageSink());
    private readonly ITestFrameworkExecutor _executor;
    private readonly RunOptions _options = new();

    /// <param name="testAssembly">Where the tests are.</param>
    /// <param name="only">Parts of the names of the tests to take; none for all.</param>
    public TestHost(string testAssembly, string[] only)
    {
        var assembly = Assembly.LoadFrom(testAssembly);
        // Packages of the tests bring native libraries, and this program does not list them among its own.
        var resolver = new AssemblyDependencyResolver(testAssembly);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } path ? NativeLibrary.Load(path) : 0;
        // Tests look beside the assembly for files.
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", Path.GetDirectoryName(testAssembly) + Path.DirectorySeparatorChar);
        using var found = new TestSink();
        using ITestFrameworkDiscoverer discoverer = _framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, found, _options);
        found.Finished.WaitOne();
        Tests = found
            .Tests.Where(test => only.Length == 0 || only.Any(part => test.DisplayName.Contains(part, StringComparison.Ordinal)))
            .ToDictionary(test => test.UniqueID);
        _executor = _framework.GetExecutor(assembly.GetName());
    }

    public IReadOnlyDictionary<string, ITestCase> Tests { get; }

    public string NameOf(string test) => Tests.TryGetValue(test, out ITestCase? found) ? found.DisplayName : test;

    /// <summary>The first test that fails, or a word for what else went wrong; null where all pass.</summary>
    public string? FindFailure(IEnumerable<string> tests)
    {
        using var sink = new TestSink();
        _executor.RunTests(tests.Where(Tests.ContainsKey).Select(test => Tests[test]).ToList(), sink, _options);
        sink.Finished.WaitOne();
        return sink.Failed;
    }

    public void Dispose()
    {
        _executor.Dispose();
        _framework.Dispose();
    }
}
