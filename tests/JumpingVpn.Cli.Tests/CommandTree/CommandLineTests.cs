using System.CommandLine;
using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.CommandTree;

public class CommandLineTests
{
    public static TheoryData<string> CommandNames => [.. Tree().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task The_help_of_a_command_shows_how_to_use_it_and_names_every_option(string name)
    {
        (int code, string output, string error) = await CliCall.RunAsync(name, "--help");

        code.Should().Be(0);
        error.Should().BeEmpty();
        output.Should().Contain($"Usage: jumpingvpn {name}").And.Contain("Examples:").And.Contain($"  jumpingvpn {name}");
        Command command = Tree().Subcommands.Single(command => command.Name == name);
        output.Should().ContainAll(command.Options.Select(option => "  " + option.Name).Append("  -h, --help"));
        output.Split('\n').Should().OnlyContain(line => line.Length <= 132);
    }

    [Fact]
    public async Task The_first_page_names_every_command()
    {
        (int code, string output, _) = await CliCall.RunAsync("--help");

        code.Should().Be(0);
        output.Should().ContainAll(Tree().Subcommands.Select(command => $"\n  {command.Name} "));
    }

    [Fact]
    public async Task Without_a_command_the_first_page_goes_to_standard_error_and_nothing_was_done()
    {
        (int code, string output, string error) = await CliCall.RunAsync();

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Contain("Usage: jumpingvpn COMMAND");
    }

    [Theory]
    [InlineData("jumpingvpn: unknown command 'rum'; did you mean 'run'? See 'jumpingvpn --help'.", "rum")]
    [InlineData("jumpingvpn: unknown command 'teleport'. See 'jumpingvpn --help'.", "teleport")]
    [InlineData("jumpingvpn: unknown option '--versoin'; did you mean '--version'? See 'jumpingvpn --help'.", "--versoin")]
    [InlineData("jumpingvpn run: unknown option '--sed'; did you mean '--seed'? See 'jumpingvpn run --help'.", "run", "--sed", "7")]
    [InlineData("jumpingvpn run: unknown option '-x'. See 'jumpingvpn run --help'.", "run", "-x")]
    [InlineData(
        "jumpingvpn endpoint: unexpected argument 'ping.py'; a program with arguments is one word in quotes: \"python3 ping.py\"."
            + " See 'jumpingvpn endpoint --help'.",
        "endpoint",
        "python3",
        "ping.py",
        "--lines"
    )]
    [InlineData(
        "jumpingvpn run: --report 'x.html': write html=FILE, junit=FILE, messages=FILE or markdown=FILE; did you mean \"html\"?"
            + " See 'jumpingvpn run --help'.",
        "run",
        "--report",
        "x.html"
    )]
    [InlineData("jumpingvpn policy: unexpected argument 'x'. See 'jumpingvpn policy --help'.", "policy", "x")]
    [InlineData(
        "jumpingvpn steps: unknown option '--markdwn'; did you mean '--markdown'? See 'jumpingvpn steps --help'.",
        "steps",
        "--markdwn"
    )]
    [InlineData("jumpingvpn run: --jobs '0': write a whole number from 1 to 256. See 'jumpingvpn run --help'.", "run", "--jobs", "0")]
    [InlineData("jumpingvpn run: --backend 'moon': write sim, udp or all. See 'jumpingvpn run --help'.", "run", "--backend", "moon")]
    [InlineData("jumpingvpn run: Required argument missing for option: '--seed'. See 'jumpingvpn run --help'.", "run", "--seed")]
    public async Task A_mistake_is_one_line_with_the_way_out_and_exit_code_2(string expected, params string[] arguments)
    {
        (int code, string output, string error) = await CliCall.RunAsync(arguments);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Be(expected + "\n");
    }

    [Theory]
    [InlineData("--seed", "-1", "whole number")]
    [InlineData("--seed", "seven", "whole number")]
    [InlineData("--tags", "@a and", "tag")]
    public async Task A_bad_value_is_named_with_its_option(string option, string value, string reason)
    {
        (int code, _, string error) = await CliCall.RunAsync("run", option, value);

        code.Should().Be(2);
        error.Should().StartWith($"jumpingvpn run: {option} '{value}': ").And.Contain(reason);
    }

    [Fact]
    public async Task Errors_are_red_only_where_colour_is_wanted()
    {
        await using var call = CliCall.Start(["rum"], surroundings => surroundings with { ErrorInk = new Ink(true) });
        await call.Exit;

        call.Error.Text.Should().StartWith("\e[31mjumpingvpn:\e[0m unknown command");
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_one_line_and_a_failure()
    {
        await using var call = CliCall.Start(["steps", "--help"], surroundings => surroundings with { Out = new FullDisk() });

        (await call.Exit).Should().Be(1);
        call.Error.Text.Should().Be("jumpingvpn steps: reading or writing failed: No space left on device.\n");
    }

    [Fact]
    public void Each_command_is_made_under_its_own_name()
    {
        foreach ((string name, Func<TaughtCommand> create) in CommandLine.Commands)
        {
            create().Name.Should().Be(name);
        }
    }

    private static RootCommand Tree() => CommandLine.Build(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null });
}
