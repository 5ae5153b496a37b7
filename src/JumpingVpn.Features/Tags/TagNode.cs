namespace JumpingVpn.Features.Tags;

/// <summary>A part of a condition on tags.</summary>
internal abstract record TagNode
{
    public abstract bool Matches(IReadOnlyCollection<string> tags);

    public sealed record Everything : TagNode
    {
        public override bool Matches(IReadOnlyCollection<string> tags) => true;

        public override string ToString() => "true";
    }

    public sealed record Tag(string Name) : TagNode
    {
        public override bool Matches(IReadOnlyCollection<string> tags) => tags.Contains(Name, StringComparer.Ordinal);

        public override string ToString() => Name;
    }

    public sealed record Not(TagNode Inner) : TagNode
    {
        public override bool Matches(IReadOnlyCollection<string> tags) => !Inner.Matches(tags);

        public override string ToString() => $"not ( {Inner} )";
    }

    public sealed record And(TagNode Left, TagNode Right) : TagNode
    {
        public override bool Matches(IReadOnlyCollection<string> tags) => Left.Matches(tags) && Right.Matches(tags);

        public override string ToString() => $"( {Left} and {Right} )";
    }

    public sealed record Or(TagNode Left, TagNode Right) : TagNode
    {
        public override bool Matches(IReadOnlyCollection<string> tags) => Left.Matches(tags) || Right.Matches(tags);

        public override string ToString() => $"( {Left} or {Right} )";
    }
}
