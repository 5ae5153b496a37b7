using JumpingVpn.Mutants;

// docs/mutants.md says how to use it. The first form is for people; the program starts the second one itself.
return args switch
{
    ["worker", string testAssembly, string mutated, string jobs] => Worker.Run(testAssembly, mutated, jobs),
    [string project, .. string[] files] => Campaign.Run(project, files),
    _ => Campaign.Explain(),
};
