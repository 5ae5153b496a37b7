using Reqnroll.Formatters.Configuration;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's formatters are off: they would hand every feature to another thread.</summary>
internal sealed class NoFormatters : IFormattersConfigurationProvider
{
    public bool Enabled => false;

    public IDictionary<string, object> GetFormatterConfigurationByName(string formatterName) => new SortedList<string, object>();

    public string ResolveTemplatePlaceholders(string template) => template;
}
