using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>Prints what an endpoint says, and ends the command where it fails.</summary>
internal sealed class EndpointVoice(Surroundings surroundings) : IEndpointObserver
{
    private readonly TaskCompletionSource<EndpointException> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes where the endpoint fails.</summary>
    public Task<EndpointException> Failed => _failed.Task;

    public void OnSay(string line)
    {
        try
        {
            // Scripts get what was said; a terminal would obey what is in it.
            surroundings.Out.WriteLine(surroundings.OutInk.Enabled ? GuestText.InOneLine(line) : line);
        }
        catch (IOException)
        {
            // Nobody reads any more; the surroundings say so, and the command ends.
        }
    }

    public void OnFailed(EndpointException failure) => _failed.TrySetResult(failure);
}
