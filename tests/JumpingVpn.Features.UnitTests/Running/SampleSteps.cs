namespace JumpingVpn.Features.UnitTests.Running;

[Binding]
public sealed class SampleSteps(SampleWorld world, IReqnrollOutputHelper output)
{
    [StepArgumentTransformation(@"(-?[\d.]+) (ms|s|min)", Name = "duration")]
    public static TimeSpan Duration(decimal number, string unit) =>
        TimeSpan.FromMilliseconds(
            (double)(
                number
                * (
                    unit switch
                    {
                        "ms" => 1,
                        "s" => 1000,
                        _ => 60000,
                    }
                )
            )
        );

    [Given("a client {string} with a TTL of {duration}")]
    public void GivenAClient(string name, TimeSpan ttl) => world.Log($"client {name} {ttl.TotalSeconds} s");

    [Given("hosts")]
    public void GivenHosts(DataTable table) => world.Log($"hosts {string.Join(',', table.Rows.Select(row => row["name"]))}");

    [When("{int} message(s) is/are sent")]
    public void WhenMessagesAreSent(int count)
    {
        output.WriteLine("sent {0}", count);
        world.Log($"sent {count}");
    }

    [When("{duration} pass")]
    public void WhenTimePasses(TimeSpan time) => world.Log($"pass {time.TotalMilliseconds} ms");

    [Then("all is {word}")]
    public void ThenAllIs(string state) =>
        world.Log(state == "well" ? "well" : throw new InvalidOperationException($"all is {world.Mood}, not {state}"));
}
