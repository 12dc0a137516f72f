using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Backup;

/// <summary>The template of a backup's notes (pve-manager: PVE/VZDump.pm verify_notes_template, generate_notes).</summary>
public static partial class NotesTemplate
{
    /// <summary>What is wrong with a template, null when nothing is.</summary>
    public static string? Problem(string template)
    {
        if (template.Contains('\n', StringComparison.Ordinal)) return "contains a line feed\n";
        var problems = new List<string>();
        foreach (Match escape in Escapes().Matches(template))
            if (escape.ValueSpan[1] is not ('n' or '\\'))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"escape sequence '{escape.Value}' at char {escape.Index}"));
        foreach (Match variable in Variables().Matches(template))
        {
            var name = variable.Groups[1].Value;
            // pos() stands behind the closing braces; the real message subtracts the name only.
            if (name is not ("cluster" or "guestname" or "node" or "vmid"))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"variable '{name}' at char {variable.Index + variable.Length - name.Length}"));
        }
        return problems.Count == 0 ? null : $"found unknown: {string.Join(", ", problems)}\n";
    }

    /// <summary>The notes a template makes.</summary>
    /// <exception cref="PveException">The template has unknown variables or escapes.</exception>
    public static string Fill(string template, string cluster, string guestName, string node, int vmid)
    {
        if (Problem(template) is { } problem) throw new PveException(problem.TrimEnd('\n'));
        var text = Escapes().Replace(template, m => m.ValueSpan[1] == 'n' ? "\n" : "\\");
        return Variables().Replace(text, m => m.Groups[1].Value switch
        {
            "cluster" => cluster,
            "guestname" => guestName,
            "node" => node,
            "vmid" => vmid.ToString(CultureInfo.InvariantCulture),
            _ => m.Value,
        });
    }

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"\{\{([^\s{}]+)\}\}")]
    private static partial Regex Variables();
}
