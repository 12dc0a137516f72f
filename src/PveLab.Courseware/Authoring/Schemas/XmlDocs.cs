using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PveLab.Courseware.Authoring.Schemas;

/// <summary>
/// What the code says about its own types: the summaries that the compiler writes into the XML file beside each assembly. Where that file was
/// not shipped there are no descriptions, and nothing else is missing.
/// </summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, Dictionary<string, string>> known = new(StringComparer.Ordinal);

    /// <summary>The summary of a type, a property or a value of an enum, in one line; null when there is none.</summary>
    public string? Of(MemberInfo member)
    {
        var owner = (member as Type ?? member.DeclaringType)!;
        return In(owner.Assembly).GetValueOrDefault(Key(member, owner));
    }

    private static string Key(MemberInfo member, Type owner)
    {
        var type = owner.FullName!.Replace('+', '.');
        return member switch
        {
            Type => "T:" + type,
            PropertyInfo => $"P:{type}.{member.Name}",
            _ => $"F:{type}.{member.Name}",
        };
    }

    private Dictionary<string, string> In(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (known.TryGetValue(name, out var docs)) return docs;
        var file = Path.Combine(AppContext.BaseDirectory, name + ".xml");
        return known[name] = File.Exists(file) ? Read(file) : [];
    }

    private static Dictionary<string, string> Read(string file) =>
        (from member in XDocument.Load(file).Descendants("member")
         let summary = member.Element("summary")
         where summary is not null
         select ((string)member.Attribute("name")!, Text: Plain(summary))).DistinctBy(m => m.Item1).ToDictionary(m => m.Item1, m => m.Text, StringComparer.Ordinal);

    private static string Plain(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.DescendantNodes())
        {
            if (node is XText words) text.Append(words.Value);
            else if (node is XElement { IsEmpty: true } reference) text.Append(Referred(reference));
        }
        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    /// <summary><c>P:PveLab.X.Name</c> is what authors call <c>name</c>.</summary>
    private static string Referred(XElement reference)
    {
        var target = ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? "").Split('.')[^1];
        return target.Length == 0 ? "" : char.ToLowerInvariant(target[0]) + target[1..];
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
