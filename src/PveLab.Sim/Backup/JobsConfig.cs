using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>One backup job as jobs.cfg defines it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Properties">Its properties as written; flags are <c>1</c> and <c>0</c>.</param>
public sealed record BackupJobDefinition(string Id, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The value of a property, or null.</summary>
    public string? this[string name] => Properties.GetValueOrDefault(name);

    /// <summary>Its calendar event.</summary>
    public string Schedule => this["schedule"]!;

    /// <summary>Whether the scheduler may start it.</summary>
    public bool Enabled => this["enabled"] is not "0";

    /// <summary>Whether this and <paramref name="other"/> are written alike.</summary>
    public bool SameAs(BackupJobDefinition other) => Id == other.Id && Properties.SequenceEqual(other.Properties);
}

/// <summary>
/// jobs.cfg: the backup jobs in file order (pve-common: PVE/SectionConfig.pm; pve-guest-common: PVE/VZDump/JobBase.pm). Sections of other
/// job types are kept as text.
/// </summary>
/// <param name="Text">The text it was read from.</param>
/// <param name="Jobs">The backup jobs.</param>
/// <param name="Warnings">What was wrong with the text.</param>
public sealed partial record JobsConfig(string Text, ImmutableArray<BackupJobDefinition> Jobs, ImmutableArray<string> Warnings)
{
    private static readonly ImmutableSortedSet<string> Flags = ["all", "enabled", "protected", "quiet", "remove", "repeat-missed", "stdexcludes", "stop"];
    private static readonly ImmutableSortedSet<string> Numbers = ["bwlimit", "ionice", "lockwait", "pigz", "stopwait", "zstd"];
    private static readonly ImmutableSortedSet<string> Texts =
    [
        "comment", "compress", "dumpdir", "exclude", "exclude-path", "fleecing", "mailnotification", "mailto", "mode", "node", "notes-template",
        "notification-mode", "pbs-change-detection-mode", "performance", "pool", "prune-backups", "schedule", "script", "storage", "tmpdir", "vmid",
    ];

    private static readonly ImmutableSortedDictionary<string, string> Enumerations = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["compress"] = "0, 1, gzip, lzo, zstd",
        ["mailnotification"] = "always, failure",
        ["mode"] = "snapshot, suspend, stop",
        ["notification-mode"] = "auto, legacy-sendmail, notification-system",
        ["pbs-change-detection-mode"] = "legacy, data, metadata",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>No jobs.</summary>
    public static JobsConfig Empty { get; } = new("", [], []);

    /// <summary>Properties of vzdump itself: what a job hands over when it runs.</summary>
    public static ImmutableSortedSet<string> VzdumpProperties { get; } = Flags.Union(Numbers).Union(Texts).Except(["comment", "enabled", "repeat-missed", "schedule"]);

    /// <summary>The job of that id, or null.</summary>
    public BackupJobDefinition? Find(string id) => Jobs.FirstOrDefault(j => j.Id == id);

    /// <summary>This with a job added at the end, or replaced in its place.</summary>
    public JobsConfig With(BackupJobDefinition job)
    {
        var index = Jobs.IndexOf(Find(job.Id)!);
        return this with { Jobs = index < 0 ? Jobs.Add(job) : Jobs.SetItem(index, job) };
    }

    /// <summary>This without a job.</summary>
    public JobsConfig Without(string id) => this with { Jobs = Jobs.RemoveAll(j => j.Id == id) };

    /// <summary>Reads jobs.cfg; what makes no sense is skipped with a warning.</summary>
    public static JobsConfig Parse(string text)
    {
        var jobs = new List<BackupJobDefinition>();
        var warnings = new List<string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsEmpty(lines[i])) continue;
            if (Header().Match(lines[i]) is not { Success: true } header)
            {
                warnings.Add(FormattableString.Invariant($"file jobs.cfg line {i + 1} - ignore config line: {lines[i]}"));
                continue;
            }
            var (type, id) = (header.Groups[1].Value, header.Groups[2].Value);
            if (type is not ("vzdump" or "realm-sync"))
                warnings.Add(FormattableString.Invariant($"file jobs.cfg line {i + 1} (skip section '{id}'): unsupported type '{type}'"));
            var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            while (i + 1 < lines.Length && !IsEmpty(lines[i + 1]))
                if (type == "vzdump") Take(lines[++i], id, i + 1, values, warnings);
                else i++;
            if (type != "vzdump") continue;
            if (!values.ContainsKey("schedule"))
                warnings.Add(FormattableString.Invariant($"file jobs.cfg line {i + 1} (skip section '{id}'): missing value for required option 'schedule'"));
            else
                jobs.Add(new BackupJobDefinition(id, values.ToImmutable()));
        }
        return new JobsConfig(text, [.. jobs], [.. warnings]);
    }

    /// <summary>What is wrong with a property's value, or null.</summary>
    public static string? Complaint(string name, string value)
    {
        if (Flags.Contains(name)) return value is "0" or "1" ? null : $"type check ('boolean') failed - got '{value}'";
        if (Numbers.Contains(name))
        {
            if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return $"type check ('integer') failed - got '{value}'";
            if (number < 0 && name is not ("pigz" or "zstd")) return "value must have a minimum value of 0";
            return name == "ionice" && number > 8 ? "value must have a maximum value of 8" : null;
        }
        if (!Texts.Contains(name)) return "unknown property type";
        if (Enumerations.GetValueOrDefault(name) is { } allowed)
            return allowed.Split(", ").Contains(value) ? null : $"value '{value}' does not have a value in the enumeration '{allowed}'";
        try
        {
            if (name == "schedule") CalendarEvent.Verify(value);
            if (name == "prune-backups") Retention.Parse(value);
            return null;
        }
        catch (PveException error)
        {
            return "invalid format - " + error.Message;
        }
    }

    /// <summary>The text of jobs.cfg: required options first, the others sorted.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var job in Jobs)
        {
            text.Append("vzdump: ").Append(job.Id).Append('\n');
            foreach (var first in (string[])["comment", "schedule"])
                if (job[first] is { } value) text.Append('\t').Append(first).Append(' ').Append(value).Append('\n');
            foreach (var (key, value) in job.Properties)
                if (key is not ("comment" or "schedule")) text.Append('\t').Append(key).Append(' ').Append(value).Append('\n');
            text.Append('\n');
        }
        return text + OtherSections();
    }

    private string OtherSections() => string.Concat(
        Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s.Trim('\n'))
            .Where(s => s.StartsWith("realm-sync:", StringComparison.Ordinal))
            .Select(s => s + "\n\n"));

    private static void Take(string line, string id, int number, ImmutableSortedDictionary<string, string>.Builder values, List<string> warnings)
    {
        var place = FormattableString.Invariant($"file jobs.cfg line {number} (section '{id}')");
        if (Property().Match(line) is not { Success: true } property)
        {
            warnings.Add($"{place} - ignore config line: {line}");
            return;
        }
        var (key, value) = (property.Groups[1].Value, property.Groups[3].Value);
        if (!property.Groups[3].Success && Flags.Contains(key)) value = "1";
        var complaint = values.ContainsKey(key) ? "duplicate attribute" : Complaint(key, value);
        if (complaint is null) values[key] = value;
        else warnings.Add($"{place} - unable to parse value of '{key}': {complaint}");
    }

    private static bool IsEmpty(string line) => Blank().IsMatch(line);

    [GeneratedRegex(@"^\s*(?:#.*)?$")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^(\S+):\s*(\S+)\s*$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^\s+(\S+)(\s+(.*\S))?\s*$")]
    private static partial Regex Property();
}
