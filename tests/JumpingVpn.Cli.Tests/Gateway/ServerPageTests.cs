using System.CommandLine;
using System.Globalization;
using System.Text;
using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Cli.Configuration;
using JumpingVpn.Cli.Metrics;
using JumpingVpn.Protocol.Policy;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Gateway;

/// <summary>The tables of docs/server.md, written from the code. <c>UPDATE_PAGES=1</c> writes them again.</summary>
public class ServerPageTests
{
    private const string Page = "server.md";

    [Fact]
    public void The_page_has_every_key_of_the_configuration()
    {
        var command = new ServerCommand();
        ConfigurationKeys keys = new ConfigurationArguments().KeysOf(command);
        var table = new StringBuilder("| option | in a file | variable |\n|---|---|---|\n");
        foreach (Option option in keys.Options)
        {
            string key = ConfigurationKeys.KeyOf(option);
            (string file, string variable) =
                ConfigurationKeys.IsTable(option) ? ($"\"{key}\": {{ \"NAME\": \"VALUE\" }}", keys.VariableOf(option, "name"))
                : ConfigurationKeys.IsFlag(option) ? ($"\"{key}\": true", keys.VariableOf(option))
                : ($"\"{key}\": \"{option.HelpName}\"", keys.VariableOf(option));
            table.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | `{file}` | `{variable}` |\n");
        }

        Pages.ExpectBetween(Page, "configuration", table.ToString());
    }

    [Fact]
    public void The_page_has_every_limit_that_changes_while_the_server_serves()
    {
        IEnumerable<string> live = PolicySettings.All.Where(setting => setting.IsLive).Select(setting => $"`{setting.Name}`");

        Pages.ExpectBetween(Page, "live limits", string.Join(", ", live) + ".\n");
    }

    [Fact]
    public void The_page_has_every_metric()
    {
        var table = new StringBuilder("| metric | for Prometheus | kind, unit | tells apart | says |\n|---|---|---|---|---|\n");
        foreach (ServerMetric metric in ServerMetrics.All)
        {
            string label = metric.Label is { } name ? $"`{name}`" : "";
            string kind = metric.Kind.ToString().ToLowerInvariant();
            table.Append(
                CultureInfo.InvariantCulture,
                $"| `{metric.Name}` | `{metric.PrometheusName}` | {kind}, {metric.Unit.Trim('{', '}')} | {label} | {metric.Description} |\n"
            );
        }

        Pages.ExpectBetween(Page, "metrics", table.ToString());
    }
}
