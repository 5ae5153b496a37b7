namespace JumpingVpn.Features.Tags;

/// <summary>Tags as Reqnroll knows them: without the <c>@</c>.</summary>
internal static class BareTags
{
    /// <summary>The same tags in the same order, in an array of the caller's own.</summary>
    public static string[] Of(IReadOnlyList<string> tags)
    {
        string[] bare = new string[tags.Count];
        for (int i = 0; i < bare.Length; i++)
        {
            bare[i] = tags[i].TrimStart('@');
        }

        return bare;
    }
}
