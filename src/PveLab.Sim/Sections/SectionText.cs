using System.Collections.Immutable;
using System.Text;

namespace PveLab.Sim.Sections;

/// <summary>Writes sections (pve-common: PVE/SectionConfig.pm write_config).</summary>
internal static class SectionText
{
    /// <summary>Appends one section: <c>comment</c> and <c>disable</c> first, then the required options, then the others, each by name.</summary>
    /// <exception cref="PveException">A required option is missing.</exception>
    public static void Append(
        StringBuilder text, string type, string id, ImmutableSortedDictionary<string, SectionOption> options, Func<string, string?> value)
    {
        text.Append(type).Append(": ").Append(id).Append('\n');
        if (value("comment") is { Length: > 0 } comment and not "0") text.Append("\tcomment ").Append(comment).Append('\n');
        if (value("disable") == "1") text.Append("\tdisable\n");
        foreach (var required in (bool[])[true, false])
        {
            foreach (var (key, option) in options)
            {
                if (option.Optional == required || key is "comment" or "disable") continue;
                if (value(key) is { } written)
                    foreach (var line in written.Split(SectionProperty.ListSeparator))
                        if (line.Length > 0) text.Append('\t').Append(key).Append(' ').Append(line).Append('\n');
                if (value(key) is null && required) throw new PveException($"section '{id}' - missing value for required option '{key}'");
            }
        }
        text.Append('\n');
    }
}
