namespace JumpingVpn.Cli.Client.Script;

/// <summary>What can be done with a session by hand; the words of a script, and behind a slash those of the prompt.</summary>
internal enum ClientVerb
{
    /// <summary>Sends a text.</summary>
    Send,

    /// <summary>Lets time pass.</summary>
    Wait,

    /// <summary>Waits until all that was sent is acknowledged.</summary>
    Settle,

    /// <summary>Closes the socket.</summary>
    Kill,

    /// <summary>Gives the socket another port, and tells nobody.</summary>
    Rebind,

    /// <summary>Goes to another network.</summary>
    Switch,

    /// <summary>Lets the link lose everything.</summary>
    Drop,

    /// <summary>Mends the link.</summary>
    Restore,

    /// <summary>Sends nothing, not even keepalives.</summary>
    Idle,

    /// <summary>Sends keepalives again.</summary>
    Wake,

    /// <summary>Says goodbye.</summary>
    Quit,
}
