using JumpingVpn.Cli;
using JumpingVpn.Cli.Terminal;

// Everything else is behind this call: with too few files not even the libraries for it could be loaded.
if (OpenFiles.WhyTooFew(args.Length > 0 ? args[0] : "") is { } sentence)
{
    OpenFiles.Say(sentence);
    return ExitCode.Usage;
}

return Launch.RunAsync(args).GetAwaiter().GetResult();
