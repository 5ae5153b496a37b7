namespace JumpingVpn.Reports;

/// <summary>Texts that are cut because nobody reads the rest where they stand.</summary>
internal static class CutText
{
    /// <summary>At most this many characters, and an ellipsis where there were more; never the half of a surrogate pair.</summary>
    public static string To(int length, string text)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }
}
