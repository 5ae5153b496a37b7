using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>
/// What the XML documentation files beside the assemblies say about methods. Where there is no file, there is no description, which
/// nothing but the step catalogue misses. The files are read when first asked for: a run of good features never does.
/// </summary>
internal static partial class XmlDocumentation
{
    private static readonly Lock Gate = new();
    private static readonly OrderedDictionary<string, OrderedDictionary<string, XElement>> Files = new(StringComparer.Ordinal);

    /// <summary>The summary on one line, and the lines of the examples.</summary>
    public static (string Summary, IReadOnlyList<string> Examples) Of(MethodInfo method)
    {
        if (!Members(method.DeclaringType!.Assembly.Location).TryGetValue(KeyOf(method), out XElement? member))
        {
            return (string.Empty, []);
        }

        IEnumerable<string> examples = member
            .Elements("example")
            .SelectMany(example => example.Value.Split('\n'))
            .Select(line => line.Trim());
        return (Text(member.Element("summary")), [.. examples.Where(line => line.Length > 0)]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // The parameters are left out of the key: overloads of steps share their description.
    private static string KeyOf(MethodInfo method) => $"M:{method.DeclaringType!.FullName?.Replace('+', '.')}.{method.Name}";

    private static string Text(XElement? element) => element is null ? string.Empty : Blanks().Replace(Inner(element), " ").Trim();

    private static string Inner(XElement element) =>
        string.Concat(
            element
                .Nodes()
                .Select(node =>
                    node switch
                    {
                        XText text => text.Value,
                        XElement { IsEmpty: true } reference => ShortName(
                            (string?)(reference.Attribute("cref") ?? reference.Attribute("name"))
                        ),
                        XElement inner => Inner(inner),
                        _ => string.Empty,
                    }
                )
        );

    private static string ShortName(string? reference) => reference is null ? string.Empty : reference[(reference.LastIndexOf('.') + 1)..];

    private static OrderedDictionary<string, XElement> Read(string path)
    {
        var members = new OrderedDictionary<string, XElement>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return members;
        }

        try
        {
            foreach (XElement member in XDocument.Load(path).Descendants("member"))
            {
                string name = ((string?)member.Attribute("name") ?? string.Empty).Split('(')[0];
                members.TryAdd(name, member);
            }
        }
        catch (XmlException)
        {
            // A file that the compiler did not finish describes nothing.
            members.Clear();
        }

        return members;
    }

    private static OrderedDictionary<string, XElement> Members(string assembly)
    {
        lock (Gate)
        {
            if (!Files.TryGetValue(assembly, out OrderedDictionary<string, XElement>? members))
            {
                members = Read(Path.ChangeExtension(assembly, ".xml"));
                Files.Add(assembly, members);
            }

            return members;
        }
    }
}
