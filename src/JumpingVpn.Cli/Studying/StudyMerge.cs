using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Studying;

/// <summary><c>study --merge</c>: the result files of the parts, put together.</summary>
internal static class StudyMerge
{
    public static Outcome Execute(IReadOnlyList<string> paths, StudyOptions options, Surroundings surroundings)
    {
        try
        {
            var fold = new StudyFold();
            var merge = ResultMerge.Of("study", paths, fold, surroundings);
            return merge.Complaint(shard => shard.Describe(merge.Whole.From, merge.Whole.Seeds)) is { } complaint
                ? Outcome.Usage(complaint)
                : StudyOutput.Write(fold, merge.Whole, options, surroundings);
        }
        catch (ResultFileException exception)
        {
            return Outcome.Usage(exception.Message);
        }
    }
}
