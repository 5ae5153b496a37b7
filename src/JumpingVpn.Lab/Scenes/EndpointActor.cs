using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Lab.Scenes;

/// <summary>A host that runs a stranger's protocol.</summary>
public sealed class EndpointActor : IEndpointObserver, IDisposable
{
    private readonly Scene _scene;
    private readonly EndpointScene _endpoints;
    private readonly IEndpointProgram _program;
    private readonly string? _behind;
    private readonly string _configuration;
    private readonly List<string> _interfaces = [];
    private readonly ushort _port;
    private IDatagramChannel? _first;
    private EndpointDriver? _driver;
    private EndpointCheckpoint? _saved;
    private bool _isStarted;
    private int _boots;

    internal EndpointActor(Scene scene, EndpointScene endpoints, string name, IEndpointProgram program, EndpointPlace place)
    {
        _scene = scene;
        _endpoints = endpoints;
        _program = program;
        _behind = place.Behind;
        Name = name;
        Demand.Of(() => scene.Lab.AddHost(name, place.Behind));
        _first = Demand.Of(() => scene.Lab.OpenChannel(name, place.Port ?? 0));
        _port = _first.LocalAddress.Port;
        _configuration = Bounded("its configuration", endpoints.Resolve(name, place.Configuration));
    }

    /// <summary>Its name in the scenario.</summary>
    public string Name { get; }

    /// <summary>Where others reach it.</summary>
    /// <exception cref="SceneException">It is behind a NAT, and has no address there of its own.</exception>
    public TransportAddress AddressAt(ushort port)
    {
        Demand.That(_behind is null, $"\"{Name}\" is behind \"{_behind}\", so others do not know where to send.");
        return Demand.Of(() => _scene.Lab.Publish(Name, port));
    }

    /// <summary>Whether others can name its addresses.</summary>
    internal bool IsPublic => _behind is null;

    /// <summary>Where others reach the port that it has.</summary>
    /// <exception cref="SceneException">It is behind a NAT, and has no address there of its own.</exception>
    public TransportAddress Address => AddressAt(_port);

    /// <summary>Hands it a line of text, in which <c>name:port</c> of another endpoint represents an address.</summary>
    public void Tell(string line) =>
        _scene.Event(() =>
        {
            _endpoints.StartWaiting();
            string told = Bounded("a line that it is told", _endpoints.Resolve(Name, line));
            EndpointDriver driver = Running("be told anything");
            Demand.Of(() => driver.Command(told));
        });

    /// <summary>Keeps what it knows now, for <see cref="RestoreSaved"/>.</summary>
    public void SaveState() =>
        _scene.Event(() =>
        {
            _endpoints.StartWaiting();
            EndpointDriver driver = Running("save its state");
            _saved = Demand.Of(driver.Save);
        });

    /// <inheritdoc/>
    public void Dispose() => Close();

    void IEndpointObserver.OnSay(string line) => _endpoints.Record(Name, line);

    void IEndpointObserver.OnFailed(EndpointException failure) => _endpoints.NoteFailure(failure);

    /// <summary>A further interface, on which it has an address from its start on.</summary>
    internal void AddInterface(string name)
    {
        Demand.That(!_isStarted, $"\"{Name}\" is running already: give it its interfaces before anything happens.");
        _interfaces.Add(name);
    }

    /// <summary>Lets it begin, once everything that stands in the Given steps is there.</summary>
    internal void StartOnce()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            Run();
        }
    }

    /// <summary>Its program ends, as at the end of every scenario; its host stays.</summary>
    internal void End() => _driver?.Destroy();

    /// <summary>Forgets all it knew, as its host crashes.</summary>
    internal void LoseState() => Close();

    /// <summary>Whether there is something to restore.</summary>
    internal bool HasSaved => _saved is not null;

    /// <summary>Knows what it knew when it saved its state, and nothing else.</summary>
    internal void RestoreSaved() => _driver?.Restore(_saved!);

    /// <summary>Begins again, with the port that it had.</summary>
    internal void Boot()
    {
        _boots++;
        _first = _scene.Lab.OpenChannel(Name, _port);
        Run();
    }

    private EndpointDriver Running(string what) => _driver ?? throw new SceneException($"\"{Name}\" is down, so it cannot {what}.");

    private string Bounded(string what, string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        Demand.That(
            bytes <= EndpointContract.LongestText,
            $"\"{Name}\": {what} has at most {EndpointContract.LongestText} bytes, not {bytes}."
        );
        Demand.That(!text.AsSpan().ContainsAny('\n', '\r'), $"\"{Name}\": {what} has an end of line in it; it must be one line.");
        return text;
    }

    private void Run()
    {
        IDatagramChannel[] channels = [_first!, .. _interfaces.Select(name => Demand.Of(() => _scene.Lab.OpenChannel($"{Name}.{name}")))];
        _first = null;
        string life = _boots == 0 ? Name : FormattableString.Invariant($"{Name}#{_boots}");
        EndpointSetup setup = new(Name, _scene.Lab.Streams.Stream($"endpoint-seed:{life}").NextUInt64(), _configuration);
        StreamEndpointEntropy entropy = new(_scene.Lab.Streams.Stream($"endpoint:{life}"));
        _driver = new EndpointDriver(
            _program,
            setup,
            new EndpointWorld(_scene.Lab.Hosts.ClockOf(Name), origin: 0, entropy, this),
            channels
        );
        _driver.Start();
    }

    private void Close()
    {
        _driver?.Dispose();
        _driver = null;
        if (_first is { } unused)
        {
            Completed.Require(unused.DisposeAsync());
            _first = null;
        }
    }
}
