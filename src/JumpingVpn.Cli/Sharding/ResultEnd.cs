namespace JumpingVpn.Cli.Sharding;

/// <summary>The last line of a result file: without it the file was cut short.</summary>
/// <param name="End">How many lines there are before it.</param>
/// <param name="Hash">64-bit FNV-1a over all their bytes, 16 hex digits.</param>
internal sealed record ResultEnd(int End, string Hash);
