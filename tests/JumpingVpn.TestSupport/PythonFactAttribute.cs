namespace JumpingVpn.TestSupport;

/// <summary>A fact that is computed a second time in Python; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!PythonScript.IsThere)
        {
            Skip = "There is no python3 on this machine.";
        }
    }
}
