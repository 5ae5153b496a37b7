using System.Globalization;
using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>
/// Finds out how long mappings live. Looking at one ends its silence, so each look has its own flow: all begin at once, and the
/// nth is looked at after n times the resolution. A search takes as long as what it finds, not a multiple of it.
/// </summary>
/// <remarks>RFC 5780 section 4.6: a second socket asks the server to answer to the port of the flow, which is the only datagram that
/// wants to pass. A flow that nobody shall answer asks for an answer to the second socket instead.</remarks>
/// <param name="options">How far and how finely.</param>
/// <param name="bench">The sockets.</param>
/// <param name="progress">Is told how far it is.</param>
internal sealed class LifetimeProbe(NatCheckOptions options, StunBench bench, Action<string> progress)
{
    /// <summary>The most looks of a search.</summary>
    public const int MaxLooks = 256;

    private const string NotAsked = "not measured; --lifetime-max says up to which time to measure";
    private const string TooShort = "the mapping does not live long enough to be measured at this resolution";

    /// <summary>Makes both searches, and then looks what refreshes.</summary>
    public async Task<LifetimeFindings> FindAsync()
    {
        if (options.LifetimeMax is not { } longest)
        {
            return LifetimeFindings.None(NotAsked);
        }

        StunSocket helper = bench.Open();
        if (await bench.SeenAsync(helper, options.Server) is not { } external)
        {
            return LifetimeFindings.None("the server has stopped answering");
        }

        if (await WhyImpossibleAsync(helper, external) is { } why)
        {
            return LifetimeFindings.None(why);
        }

        int looks = (int)Math.Ceiling(longest / options.LifetimeResolution);
        Task<NatFinding<LifetimeRange>> unanswered = SearchAsync(
            looks,
            () => OpenUnansweredAsync(helper, external.Port),
            helper,
            "unanswered"
        );
        Task<NatFinding<LifetimeRange>> answered = SearchAsync(looks, OpenAnsweredAsync, helper, "answered");
        await Task.WhenAll(unanswered, answered);
        NatFinding<bool>[] refreshes = await FindRefreshesAsync(await answered, helper);
        return new LifetimeFindings(await unanswered, await answered, refreshes[0], refreshes[1]);
    }

    private async Task<string?> WhyImpossibleAsync(StunSocket helper, TransportAddress external)
    {
        StunSocket probe = bench.Open();
        if (await bench.SeenAsync(probe, options.Server) is not { } other || !other.SameHost(external))
        {
            return "two sockets are given different external addresses, so one cannot ask for an answer to the other";
        }

        StunReply? reply = await AskToAsync(helper, other.Port);
        return reply?.Receiver == probe ? null
            : reply is null ? "an answer to another port of ours does not arrive"
            : "the server answers to no other port; RFC 5780 says how it could";
    }

    private async Task<NatFinding<LifetimeRange>> SearchAsync(int looks, Func<Task<Flow?>> open, StunSocket helper, string name)
    {
        Flow?[] flows = await Task.WhenAll(Enumerable.Range(0, looks).Select(_ => open()));
        if (Array.TrueForAll(flows, flow => flow is null))
        {
            return Found.Nothing<LifetimeRange>("no flow could be opened for it: answers to another port of ours do not arrive");
        }

        TimeSpan alive = TimeSpan.Zero;
        for (int i = 0; i < looks; i++)
        {
            TimeSpan time = options.LifetimeResolution * (i + 1);
            if (flows[i] is not { } flow)
            {
                continue; // lost before it began: the next one looks a little later
            }

            await bench.WaitAsync(flow.Since, time);
            progress(string.Create(CultureInfo.InvariantCulture, $"lifetime of {name} mappings: {time.TotalSeconds:0.###} s"));
            if (!await IsAliveAsync(flow, helper))
            {
                return Found.One(new LifetimeRange(alive, time));
            }

            alive = time;
        }

        return Found.One(new LifetimeRange(alive, null));
    }

    private async Task<NatFinding<bool>[]> FindRefreshesAsync(NatFinding<LifetimeRange> answered, StunSocket helper)
    {
        if (!answered.IsTold || answered.Value is not { Gone: { } gone } lifetime)
        {
            NatFinding<bool> longer = Found.Nothing<bool>("the end of the mapping was not found");
            return [longer, longer];
        }

        progress("what refreshes a mapping");
        return gone * 0.75 < lifetime.Alive
            ? await Task.WhenAll(RefreshesAsync(gone, helper, outbound: true), RefreshesAsync(gone, helper, outbound: false))
            : [Found.Nothing<bool>(TooShort), Found.Nothing<bool>(TooShort)];
    }

    private async Task<NatFinding<bool>> RefreshesAsync(TimeSpan lifetime, StunSocket helper, bool outbound)
    {
        if (await OpenAnsweredAsync() is not { } flow)
        {
            return Found.Nothing<bool>("the server has stopped answering");
        }

        await bench.WaitAsync(flow.Since, lifetime * 0.75);
        if (outbound)
        {
            // The answer goes to the helper: to the flow it would be a datagram from outside, which may refresh, too.
            ushort port = (await bench.SeenAsync(helper, options.Server))?.Port ?? helper.Address.Port;
            await bench.AskAsync(flow.Inside, options.Server, StunMessage.NewRequest() with { ResponsePort = port });
        }
        else
        {
            await AskToAsync(helper, flow.Port);
        }

        await bench.WaitAsync(flow.Since, lifetime * 1.25);
        return Found.One(await IsAliveAsync(flow, helper));
    }

    private async Task<Flow?> OpenUnansweredAsync(StunSocket helper, ushort helperPort)
    {
        StunSocket inside = bench.Open();
        StunMessage request = StunMessage.NewRequest() with { ResponsePort = helperPort };
        StunReply? reply = await bench.AskAsync(inside, options.Server, request);
        return reply?.Receiver == helper && reply.Message.Mapped is { } external ? new Flow(inside, external.Port, bench.Timestamp) : null;
    }

    private async Task<Flow?> OpenAnsweredAsync()
    {
        StunSocket inside = bench.Open();
        await bench.SeenAsync(inside, options.Server);
        await bench.WaitAsync(bench.Timestamp, options.StreamAge);
        return await bench.SeenAsync(inside, options.Server) is { } external ? new Flow(inside, external.Port, bench.Timestamp) : null;
    }

    private async Task<bool> IsAliveAsync(Flow flow, StunSocket helper) =>
        await AskToAsync(helper, flow.Port) is { } reply && reply.Receiver == flow.Inside;

    private Task<StunReply?> AskToAsync(StunSocket helper, ushort port) =>
        bench.AskAsync(helper, options.Server, StunMessage.NewRequest() with { ResponsePort = port });

    private sealed record Flow(StunSocket Inside, ushort Port, long Since);
}
