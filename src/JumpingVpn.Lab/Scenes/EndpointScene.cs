using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Datagrams;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Strangers' protocols on a scene: the endpoints, what they said, and what must always hold of it.</summary>
public sealed partial class EndpointScene : IDisposable
{
    private readonly Scene _scene;
    private readonly Names<EndpointActor> _endpoints = new("endpoint");
    private readonly List<Saying> _said = [];
    private readonly List<EndpointClaim> _claims = [];
    private ExpectationException? _violation;

    internal EndpointScene(Scene scene) => _scene = scene;

    /// <summary>Loads what a scenario names: a file or a command.</summary>
    /// <value>Default: nothing can be loaded.</value>
    public Func<string, IEndpointProgram> Load { get; set; } =
        static text => throw new EndpointException($"Nothing can load \"{text}\" here.");

    /// <summary>Everything that was said, oldest first.</summary>
    public IReadOnlyList<Saying> Said => _said;

    /// <summary>All endpoints.</summary>
    public IEnumerable<EndpointActor> All => _endpoints.All;

    /// <summary>Called after each line that was said; null for nobody.</summary>
    internal Action<Saying>? Recorded { get; set; }

    /// <summary>Adds a host that runs a program. It starts with the first thing that happens after.</summary>
    /// <exception cref="SceneException">The program cannot be loaded, or the host cannot be.</exception>
    public EndpointActor Add(string name, string program, EndpointPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        try
        {
            return _endpoints.Add(name, new EndpointActor(_scene, this, name, Load(program), place));
        }
        catch (EndpointException refusal)
        {
            throw new SceneException($"The endpoint \"{name}\" cannot be loaded. {refusal.Message}", refusal);
        }
    }

    /// <summary>Finds an endpoint by name.</summary>
    public EndpointActor Find(string name) => _endpoints.Find(name);

    /// <summary>Adds something that must hold from now on.</summary>
    public void Claim(EndpointClaim claim) => _claims.Add(claim);

    /// <summary>What is claimed of them, as a report shows it.</summary>
    internal IEnumerable<string> Claims => _claims.Select(static claim => claim.Text);

    /// <summary>Lines that an endpoint says, where <c>name:port</c> of another one represents an address, as in what it is told.</summary>
    public SayPattern PatternOf(string name, string text) => SayPattern.OfText(text, MeaningOf(name, text));

    /// <summary>The same of lines of JSON with these members.</summary>
    public SayPattern PatternOf(string name, IReadOnlyList<(string Member, string Value)> members) =>
        SayPattern.OfMembers(members, [.. members.Select(it => (it.Member, MeaningOf(name, it.Value)))]);

    private string MeaningOf(string name, string text)
    {
        string Meant(Match match) =>
            _endpoints.TryFind(match.Groups[1].Value, out EndpointActor? named) && named.IsPublic
                ? Resolved(name, match.Groups[1].Value, match.Groups[2].Value)!
                : match.Value;
        return NameAndPort().Replace(text, Meant);
    }

    /// <summary>Waits until an endpoint has said a line since the last block of events began.</summary>
    public void ExpectWithin(string name, SayPattern pattern, TimeSpan limit)
    {
        Find(name);
        StartWaiting(); // where nothing else has happened, this is what they wait for
        ArgumentNullException.ThrowIfNull(pattern);
        int from = _scene.Mark.Saying;
        _scene.Lab.RunUntil(() => Count(name, pattern, from) > 0, limit);
        Expect.That(
            Count(name, pattern, from) > 0,
            $"\"{name}\" has not said {pattern.Text} within {DurationWords.Of(limit)}; it has said: {Quoted(name, from)}."
        );
    }

    /// <summary>States how often an endpoint has said a line since the scenario began.</summary>
    public void ExpectSaid(string name, SayPattern pattern, int atLeast, int atMost)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Find(name);
        int count = Count(name, pattern, from: 0);
        Expect.That(
            count >= atLeast && count <= atMost,
            $"\"{name}\" has said {pattern.Text} {Times(count)}, not {Wanted(atLeast, atMost)}; it has said: {Quoted(name, from: 0)}."
        );
    }

    /// <summary>States that an endpoint has said these lines, in this order, whatever it said between them.</summary>
    public void ExpectInOrder(string name, IReadOnlyList<SayPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        Find(name);
        int met = 0;
        foreach (Saying saying in _said)
        {
            met += met < patterns.Count && saying.Actor == name && patterns[met].Matches(saying.Text) ? 1 : 0;
        }

        Expect.That(
            met == patterns.Count,
            $"\"{name}\" has not said {(met < patterns.Count ? patterns[met].Text : "")} where it was due; it has said: {Quoted(name, 0)}."
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EndpointActor endpoint in _endpoints.All)
        {
            endpoint.Dispose();
        }
    }

    internal bool IsEndpoint(string name) => _endpoints.TryFind(name, out _);

    internal void StartWaiting()
    {
        foreach (EndpointActor endpoint in _endpoints.All)
        {
            endpoint.StartOnce();
        }
    }

    internal void Record(string name, string text)
    {
        Saying saying = new(_scene.Lab.Now, name, text);
        _said.Add(saying);
        Recorded?.Invoke(saying);
        foreach (EndpointClaim claim in _claims)
        {
            _violation ??= claim.Judge(saying) is { } wrong ? new ExpectationException(wrong, claim.Text) : null;
        }
    }

    /// <summary>Ends all of them: what they do then is judged, too.</summary>
    /// <exception cref="ExpectationException">One failed, then or before.</exception>
    public void End()
    {
        foreach (EndpointActor endpoint in _endpoints.All)
        {
            endpoint.End();
        }

        ThrowIfViolated();
    }

    internal void NoteFailure(EndpointException failure) =>
        _violation ??= new ExpectationException(failure.Message, BreachWords.ClaimOf(failure.Message));

    /// <summary>Fails the scenario where an endpoint failed, or something did not hold that must.</summary>
    internal void ThrowIfViolated()
    {
        if (_violation is { } violation)
        {
            throw violation;
        }
    }

    /// <summary>Checks, on a network that has healed, what must hold again then.</summary>
    internal void ExpectEventual()
    {
        EndpointClaim[] eventual = [.. _claims.Where(static claim => claim.Within is not null)];
        if (eventual.Length > 0 && !_scene.IsHealed)
        {
            _scene.Heal();
        }

        StartWaiting();
        foreach (EndpointClaim claim in eventual)
        {
            int from = _said.Count;
            _scene.Lab.RunUntil(() => Count(claim.Endpoint, claim.Pattern, from) > 0, claim.Within!.Value);
            ThrowIfViolated();
            if (Count(claim.Endpoint, claim.Pattern, from) == 0)
            {
                throw new ExpectationException(
                    $"{claim.Text}, but did not; since then it said: {Quoted(claim.Endpoint, from)}.",
                    claim.Text
                );
            }
        }
    }

    /// <summary>Puts addresses where a text names another endpoint and a port.</summary>
    internal string Resolve(string asker, string text) =>
        NameAndPort().Replace(text, match => Resolved(asker, match.Groups[1].Value, match.Groups[2].Value) ?? match.Value);

    private string? Resolved(string asker, string name, string port)
    {
        if (!_endpoints.TryFind(name, out EndpointActor? endpoint))
        {
            return null;
        }

        Demand.That(
            ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0,
            $"\"{name}:{port}\" names no port: ports are 1 to 65535."
        );
        TransportAddress address = endpoint.AddressAt(number);
        return _scene.Lab.AddressToReach(asker, address).ToString();
    }

    private int Count(string name, SayPattern pattern, int from)
    {
        int count = 0;
        for (int i = from; i < _said.Count; i++)
        {
            count += _said[i].Actor == name && pattern.Matches(_said[i].Text) ? 1 : 0;
        }

        return count;
    }

    private string Quoted(string name, int from)
    {
        const int most = 10;
        string[] lines = [.. _said.Skip(from).Where(it => it.Actor == name).Select(it => $"\"{GuestText.InOneLine(it.Text)}\"")];
        return lines.Length <= most
            ? Scene.Listing(lines)
            : string.Create(CultureInfo.InvariantCulture, $"{lines.Length} lines, the last: {Scene.Listing(lines[^most..])}");
    }

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string Wanted(int atLeast, int atMost) =>
        atMost == 0 ? "never"
        : atLeast == atMost ? $"exactly {Times(atLeast)}"
        : atMost == int.MaxValue ? $"at least {Times(atLeast)}"
        : $"at most {Times(atMost)}";

    [GeneratedRegex(@"(?<![\w.\-])([A-Za-z][\w.\-]*):(\d{1,9})\b", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndPort();
}
