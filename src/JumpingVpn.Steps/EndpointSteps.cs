using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Steps.Rules;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>
/// Strangers' protocols: a host that runs a WebAssembly module, a shared library or a command. In what it is given or told, "server:4000"
/// represents the address of the endpoint "server" at that port.
/// </summary>
[Binding]
public sealed class EndpointSteps(ScenarioLab lab)
{
    private readonly EndpointScene _endpoints = lab.Scene.Endpoints;

    /// <summary>Puts an endpoint on the public network, at a free port.</summary>
    [Given("an endpoint {string} that runs {string}")]
    public void GivenAnEndpoint([Introduces(Endpoint, Host)] string name, string program) =>
        _endpoints.Add(name, program, new EndpointPlace());

    /// <summary>Puts an endpoint on the public network, at a free port, with a text as its configuration.</summary>
    [Given("an endpoint {string} that runs {string} with {string}")]
    public void GivenAnEndpointWith([Introduces(Endpoint, Host)] string name, string program, string configuration) =>
        _endpoints.Add(name, program, new EndpointPlace(Configuration: configuration));

    /// <summary>Puts an endpoint on the public network, at this port.</summary>
    [Given("an endpoint {string} on port {int} that runs {string}")]
    public void GivenAnEndpointOn([Introduces(Endpoint, Host)] string name, [Range(1, 65_535)] int port, string program) =>
        _endpoints.Add(name, program, new EndpointPlace(Port: (ushort)port));

    /// <summary>Puts an endpoint on the public network, at this port, with a text as its configuration.</summary>
    [Given("an endpoint {string} on port {int} that runs {string} with {string}")]
    public void GivenAnEndpointOnWith(
        [Introduces(Endpoint, Host)] string name,
        [Range(1, 65_535)] int port,
        string program,
        string configuration
    ) => _endpoints.Add(name, program, new EndpointPlace(Port: (ushort)port, Configuration: configuration));

    /// <summary>Puts an endpoint behind a NAT.</summary>
    [Given("an endpoint {string} behind {string} that runs {string}")]
    public void GivenAnEndpointBehind([Introduces(Endpoint, Host)] string name, [Names(Nat)] string nat, string program) =>
        _endpoints.Add(name, program, new EndpointPlace(nat));

    /// <summary>Puts an endpoint behind a NAT, with a text as its configuration.</summary>
    [Given("an endpoint {string} behind {string} that runs {string} with {string}")]
    public void GivenAnEndpointBehindWith(
        [Introduces(Endpoint, Host)] string name,
        [Names(Nat)] string nat,
        string program,
        string configuration
    ) => _endpoints.Add(name, program, new EndpointPlace(nat, Configuration: configuration));

    /// <summary>Hands an endpoint a line of text, and waits for its immediate reaction.</summary>
    [Given("{string} has been told {string}")]
    [When("{string} is told {string}")]
    public void IsTold([Names(Endpoint)] string endpoint, string line) => _endpoints.Find(endpoint).Tell(line);

    /// <summary>Waits until the endpoint has said this since the latest block of Given or When steps began; * stands for any
    /// characters.</summary>
    [Then("{string} says {string} within {duration}")]
    [Waits]
    public void ThenSaysWithin([Names(Endpoint)] string endpoint, string line, TimeSpan limit) =>
        _endpoints.ExpectWithin(endpoint, _endpoints.PatternOf(endpoint, line), limit);

    /// <summary>Waits until the endpoint has said a line of JSON with these members since the latest block of Given or When steps
    /// began.</summary>
    [Then("{string} says within {duration} a line with:")]
    [Waits]
    public void ThenSaysMembersWithin([Names(Endpoint)] string endpoint, TimeSpan limit, IReadOnlyList<SaidMemberRow> members) =>
        _endpoints.ExpectWithin(endpoint, _endpoints.PatternOf(endpoint, SaidMemberRow.Members(members)), limit);

    /// <summary>The endpoint has said this since the scenario began, once or more; * stands for any characters.</summary>
    [Then("{string} has said {string}")]
    public void ThenHasSaid([Names(Endpoint)] string endpoint, string line) =>
        _endpoints.ExpectSaid(endpoint, _endpoints.PatternOf(endpoint, line), atLeast: 1, atMost: int.MaxValue);

    /// <summary>The endpoint has said this once since the scenario began; * stands for any characters.</summary>
    [Then("{string} has said {string} exactly once")]
    public void ThenHasSaidOnce([Names(Endpoint)] string endpoint, string line) =>
        _endpoints.ExpectSaid(endpoint, _endpoints.PatternOf(endpoint, line), atLeast: 1, atMost: 1);

    /// <summary>The endpoint has said this that many times since the scenario began; * stands for any characters.</summary>
    [Then("{string} has said {string} exactly {int} time(s)")]
    public void ThenHasSaidTimes([Names(Endpoint)] string endpoint, string line, [Range(0, int.MaxValue)] int times) =>
        _endpoints.ExpectSaid(endpoint, _endpoints.PatternOf(endpoint, line), times, times);

    /// <summary>The endpoint has not said this since the scenario began; * stands for any characters.</summary>
    [Then("{string} has never said {string}")]
    public void ThenHasNeverSaid([Names(Endpoint)] string endpoint, string line) =>
        _endpoints.ExpectSaid(endpoint, _endpoints.PatternOf(endpoint, line), atLeast: 0, atMost: 0);

    /// <summary>The endpoint has said these lines in this order since the scenario began, whatever it said between them; * stands for any
    /// characters.</summary>
    [Then("{string} has said in this order:")]
    public void ThenHasSaidInOrder([Names(Endpoint)] string endpoint, IReadOnlyList<SaidLineRow> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        _endpoints.ExpectInOrder(endpoint, [.. lines.Select(row => _endpoints.PatternOf(endpoint, row.Line))]);
    }

    /// <summary>From now on the scenario fails at once if the endpoint says this; * stands for any characters.</summary>
    [Given("{string} must never say {string}")]
    [Claims]
    public void MustNeverSay([Names(Endpoint)] string endpoint, string line) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, line),
                AtMost = 0,
            }
        );

    /// <summary>From now on the scenario fails at once if the endpoint says this more often; * stands for any characters.</summary>
    [Given("{string} must say {string} at most {int} time(s)")]
    [Claims]
    public void MustSayAtMost([Names(Endpoint)] string endpoint, string line, [Range(1, int.MaxValue)] int times) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, line),
                AtMost = times,
            }
        );

    /// <summary>From now on the scenario fails at once if the endpoint says a line again that it has said before; * stands for any
    /// characters, and only lines of this form count.</summary>
    [Given("{string} must say each {string} only once")]
    [Claims]
    public void MustSayEachOnce([Names(Endpoint)] string endpoint, string line) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, line),
                EachOnce = true,
            }
        );

    /// <summary>At the end of the scenario, when everything that disturbs the network has been taken away, the endpoint says this once more
    /// within this time; * stands for any characters.</summary>
    [Given("{string} must say {string} again within {duration} after healing")]
    [Claims]
    public void MustSayAfterHealing([Names(Endpoint)] string endpoint, string line, [LongerThanZero] TimeSpan limit) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, line),
                Within = limit,
            }
        );

    /// <summary>From now on the scenario fails at once if the endpoint says a line of JSON with these members.</summary>
    [Given("{string} must never say a line with:")]
    [Claims]
    public void MustNeverSayMembers([Names(Endpoint)] string endpoint, IReadOnlyList<SaidMemberRow> members) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, SaidMemberRow.Members(members)),
                AtMost = 0,
            }
        );

    /// <summary>From now on the scenario fails at once if the endpoint says a line of JSON with these members more often.</summary>
    [Given("{string} must say at most {int} time(s) a line with:")]
    [Claims]
    public void MustSayMembersAtMost(
        [Names(Endpoint)] string endpoint,
        [Range(1, int.MaxValue)] int times,
        IReadOnlyList<SaidMemberRow> members
    ) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, SaidMemberRow.Members(members)),
                AtMost = times,
            }
        );

    /// <summary>At the end of the scenario, when everything that disturbs the network has been taken away, the endpoint says a line of
    /// JSON with these members once more within this time.</summary>
    [Given("{string} must say again within {duration} after healing a line with:")]
    [Claims]
    public void MustSayMembersAfterHealing(
        [Names(Endpoint)] string endpoint,
        [LongerThanZero] TimeSpan limit,
        IReadOnlyList<SaidMemberRow> members
    ) =>
        _endpoints.Claim(
            new EndpointClaim
            {
                Endpoint = endpoint,
                Pattern = _endpoints.PatternOf(endpoint, SaidMemberRow.Members(members)),
                Within = limit,
            }
        );
}
