using System.Reflection;

namespace JumpingVpn.Mutants;

/// <summary>The switch that Stryker compiles into an assembly: which mutant is on, and which ones were reached.</summary>
internal sealed class MutantSwitch
{
    private const int NoMutant = -1;

    private readonly FieldInfo _active;
    private readonly FieldInfo _capture;
    private readonly MethodInfo _reached;

    public MutantSwitch(string mutatedAssembly)
    {
        Type control = Assembly.LoadFrom(mutatedAssembly).GetTypes().Single(type => type.Name == "MutantControl");
        const BindingFlags statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        _active = control.GetField("ActiveMutant", statics)!;
        _capture = control.GetField("CaptureCoverage", statics)!;
        _reached = control.GetMethod("GetCoverageData", statics)!;
        TurnOff();
    }

    public void TurnOn(int mutant) => _active.SetValue(null, mutant);

    public void TurnOff() => _active.SetValue(null, NoMutant);

    /// <summary>Notes from now on which mutants are reached, with none switched on.</summary>
    public void StartNoting() => _capture.SetValue(null, true);

    /// <summary>What was reached since the last call: in all, and while types were initialised.</summary>
    public (int[] All, int[] Static) TakeReached()
    {
        var reached = (IList<int>[])_reached.Invoke(null, null)!;
        return ([.. reached[0]], [.. reached[1]]);
    }
}
