using JumpingVpn.Mutants;

// docs/mutants.md says how to use it. The first form is for people; the program starts the second one itself.
return args switch
{
    ["worker", string testAssembly, string mutated, string plan, .. string[] only] => Worker.Run(testAssembly, mutated, plan, only),
    _ => CampaignOptions.TryRead(args) is { } options ? Campaign.Run(options) : CampaignOptions.Explain(),
};
