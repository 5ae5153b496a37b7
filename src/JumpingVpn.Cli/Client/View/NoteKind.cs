namespace JumpingVpn.Cli.Client.View;

/// <summary>How a note looks.</summary>
internal enum NoteKind
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>What is well.</summary>
    Good,

    /// <summary>What is not.</summary>
    Bad,

    /// <summary>What happens all the time.</summary>
    Dim,
}
