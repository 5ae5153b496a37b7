namespace JumpingVpn.Cli.Terminal;

/// <summary>A terminal with somebody before it.</summary>
internal interface ITerminal
{
    /// <summary>Its columns and rows now; they change when it is resized.</summary>
    (int Columns, int Rows) Size { get; }

    /// <summary>Whether it only knows lines: no cursor, no colours, no keys without Enter.</summary>
    bool IsDumb { get; }

    /// <summary>Whether colours are welcome.</summary>
    bool HasColours { get; }

    /// <summary>Waits for a key, which is not echoed; null if no key will come any more, because the terminal is gone.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    Task<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken stop);

    /// <summary>Waits for a line, which the terminal itself echoes and lets its writer correct; null if no line will come any
    /// more.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    Task<string?> ReadLineAsync(CancellationToken stop);

    /// <summary>Writes at once, escape sequences included. A terminal that is gone takes it in silence.</summary>
    void Write(string text);
}
