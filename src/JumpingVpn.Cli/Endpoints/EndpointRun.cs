using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Endpoints;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>An endpoint on real sockets: loads it, lets it run, hands it the lines of standard input.</summary>
internal static class EndpointRun
{
    private const string Name = "endpoint";

    public static async Task<Outcome> RunAsync(EndpointRequest request, Surroundings surroundings)
    {
        foreach (string text in request.Commands.Append(request.Configuration))
        {
            if (Encoding.UTF8.GetByteCount(text) is > EndpointContract.LongestText and var bytes)
            {
                return Outcome.Usage($"--with and --tell have at most {EndpointContract.LongestText} bytes, not {bytes}.");
            }
        }

        using EndpointPrograms programs = request.Isolate ? ChildHost.Programs() : new EndpointPrograms();
        IEndpointProgram program;
        try
        {
            program = programs.Load(request.Program, Directory.GetCurrentDirectory());
        }
        catch (EndpointException refusal)
        {
            return Outcome.Usage(refusal.Message);
        }

        List<IDatagramChannel> channels = [];
        if (await OpenAsync(request, channels, surroundings) is { } problem)
        {
            channels.ForEach(static channel => channel.DisposeAsync().AsTask().GetAwaiter().GetResult());
            return Outcome.Usage(problem);
        }

        EndpointVoice voice = new(surroundings);
        EndpointRandom random = new(request.Seed);
        EndpointWorld world = new(surroundings.Clock, surroundings.Clock.GetTimestamp(), random, voice);
        using EndpointDriver driver = new(program, new EndpointSetup(Name, random.Seed, request.Configuration), world, channels);
        string addresses = string.Join(", ", driver.Addresses);
        driver.Start();
        if (driver.Failure is null)
        {
            await surroundings.Error.WriteLineAsync($"the endpoint is at {addresses}");
        }

        foreach (string command in request.Commands)
        {
            driver.Command(command);
        }

        return await AwaitEndAsync(request, driver, voice, surroundings);
    }

    /// <summary>Is a child process of another host, until that closes its standard input.</summary>
    public static Outcome ServeLines(string program, Surroundings surroundings)
    {
        surroundings.KeepStreams();
        try
        {
            string folder = Directory.GetCurrentDirectory();
            return EndpointLines.Serve(program, folder, surroundings.In, surroundings.Out) ? Outcome.Success : Outcome.Failure(null);
        }
        catch (IOException)
        {
            return Outcome.Failure("the guest has closed or changed the descriptors of its host, which can no longer answer.");
        }
    }

    private static async Task<string?> OpenAsync(EndpointRequest request, List<IDatagramChannel> channels, Surroundings surroundings)
    {
        if (request.Bind.Count > EndpointContract.MostAddresses)
        {
            return $"--bind is given {request.Bind.Count} times; an endpoint has at most {EndpointContract.MostAddresses} addresses.";
        }

        var options = new UdpChannelOptions { OnRefused = new RefusedPorts(surroundings.Warn).OnRefused };
        foreach (HostPort bind in request.Bind)
        {
            Parsed<TransportAddress> address = await AddressLookup.ResolveAsync(bind, surroundings.Stop);
            if (!address.IsValid)
            {
                return $"--bind '{bind}': {address.Error}.";
            }

            if (!UdpDatagramChannel.TryBind(address.Value, options, out UdpDatagramChannel? channel, out BindError? error))
            {
                return error.Message;
            }

            channels.Add(channel);
        }

        return null;
    }

    private static async Task<Outcome> AwaitEndAsync(
        EndpointRequest request,
        EndpointDriver driver,
        EndpointVoice voice,
        Surroundings surroundings
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Stop);
        var commands = Task.Run(() => PassCommands(driver, surroundings, end.Token), CancellationToken.None);
        Task time = request.Duration is { } duration
            ? Task.Delay(duration, surroundings.Clock, end.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
        await Task.WhenAny(voice.Failed, time);
        await end.CancelAsync();
        _ = commands; // It may wait for a line for ever, on a thread that holds no process.
        driver.Destroy();
        return driver.Failure is { } failure ? Outcome.Failure(failure.Message)
            : surroundings.Stop.IsCancellationRequested ? Outcome.Stopped(surroundings)
            : Outcome.Success;
    }

    private static void PassCommands(EndpointDriver driver, Surroundings surroundings, CancellationToken end)
    {
        while (!end.IsCancellationRequested && surroundings.In.ReadLine() is { } line)
        {
            try
            {
                driver.Command(line);
            }
            catch (ArgumentException refusal)
            {
                surroundings.Warn(refusal.Message);
            }
        }
    }
}
