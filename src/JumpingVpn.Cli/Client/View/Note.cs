namespace JumpingVpn.Cli.Client.View;

/// <summary>One line of what happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">How it looks.</param>
/// <param name="Text">Without control characters.</param>
internal readonly record struct Note(DateTimeOffset At, NoteKind Kind, string Text);
