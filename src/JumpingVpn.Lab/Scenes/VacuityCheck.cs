namespace JumpingVpn.Lab.Scenes;

/// <summary>What was set up to disturb a scenario has to have done so, or the scenario proves nothing by it.</summary>
internal static class VacuityCheck
{
    /// <summary>Checks all that is set up, unless the scenario is disturbed by more than that.</summary>
    /// <exception cref="ExpectationException">Something never struck.</exception>
    public static void Of(Scene scene, IEnumerable<OnPathActor> attackers)
    {
        if (scene.IsDisturbed)
        {
            return;
        }

        scene.Links.ExpectNoVacuousFault();
        scene.Hosts.ExpectNoVacuousPartition();
        scene.Disturbances.ExpectNoneVacuous();
        foreach (OnPathActor attacker in attackers)
        {
            attacker.ExpectNoVacuousAttack();
        }
    }
}
