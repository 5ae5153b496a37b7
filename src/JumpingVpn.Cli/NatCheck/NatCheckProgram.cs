using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>The side that asks.</summary>
internal static class NatCheckProgram
{
    /// <summary>Makes a check and tells what it found.</summary>
    /// <param name="options">Whom to ask, and for how long.</param>
    /// <param name="asJson">One line of JSON instead of a page.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(NatCheckOptions options, bool asJson, Surroundings surroundings)
    {
        try
        {
            TransportAddress local = options.Local ?? LocalTowards(options.Server);
            using var bench = new StunBench(local, options.Timeout, surroundings.Clock, surroundings.Stop);
            Action<string> progress = what => surroundings.Error.WriteLine(surroundings.ErrorInk.Dim($"{what} …"));
            var refusals = new RefusalWatch(
                options.Server,
                _ => progress($"whoever is at {options.Server} says that nobody listens there; it will be asked again all the same")
            );
            bench.Refused = refusals.OnRefused;
            if (await new StunProber(options, bench, progress).ProbeAsync() is not { } found)
            {
                string why = refusals.Refuses ? "refuses: nobody listens there" : "does not answer STUN";
                return Outcome.Failure($"{options.Server} {why}; check the address, or run 'jumpingvpn nat-check --serve' there.");
            }

            if (asJson)
            {
                surroundings.Out.WriteLine(FindingsJson.Write(found));
            }
            else
            {
                new FindingsPage(surroundings.Out, surroundings.OutInk).Write(found);
            }

            return Outcome.Success;
        }
        catch (SocketException exception)
        {
            return Outcome.Usage($"there is no way to {options.Server}: {exception.Message}; --listen chooses the address.");
        }
        catch (IOException exception)
        {
            return Outcome.Usage(
                $"no socket can be opened towards {options.Server}: {exception.Message.TrimEnd('.')}; --listen chooses the address."
            );
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            return Outcome.Interrupted(surroundings, "interrupted; there is no result.");
        }
    }

    /// <summary>The address that the system sends from: connecting a socket asks it, and sends nothing.</summary>
    private static TransportAddress LocalTowards(in TransportAddress server)
    {
        IPEndPoint remote = server.ToEndPoint();
        using var socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(remote);
        return TransportAddress.FromEndPoint((IPEndPoint)socket.LocalEndPoint!);
    }
}
