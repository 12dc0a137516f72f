using System.Collections.Immutable;
using System.Text;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Backup;

/// <summary>One job as jobs.cfg defines it.</summary>
/// <param name="Type"><c>vzdump</c> or <c>realm-sync</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Properties">Its properties as written; flags are <c>1</c> and <c>0</c>, several values of a key are separated by NUL.</param>
public sealed record JobDefinition(string Type, string Id, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>A backup job.</summary>
    public const string Backup = "vzdump";

    /// <summary>The value of a property, or null.</summary>
    public string? this[string name] => Properties.GetValueOrDefault(name);

    /// <summary>Its calendar event.</summary>
    public string Schedule => this["schedule"]!;

    /// <summary>Whether the scheduler may start it.</summary>
    public bool Enabled => this["enabled"] is not "0";

    /// <summary>Whether this and <paramref name="other"/> are written alike.</summary>
    public bool SameAs(JobDefinition other) => Type == other.Type && Id == other.Id && Properties.SequenceEqual(other.Properties);
}

/// <summary>jobs.cfg: the jobs in file order (pve-common: PVE/Job/Registry.pm; pve-guest-common: PVE/VZDump/JobBase.pm).</summary>
/// <param name="Text">The text it was read from.</param>
/// <param name="All">Every usable job.</param>
/// <param name="Warnings">What real PVE prints while reading, in order, without the final line feed.</param>
public sealed record JobsConfig(string Text, ImmutableArray<JobDefinition> All, ImmutableArray<string> Warnings)
{
    private static readonly SectionGrammar<JobDefinition> Grammar = new()
    {
        Properties = JobProperties.All,
        OptionsOf = JobProperties.OptionsOf,
        Complete = (type, id, values, _) => Complete(type, id, values),
    };

    /// <summary>No jobs.</summary>
    public static JobsConfig Empty { get; } = new("", [], []);

    /// <summary>The backup jobs.</summary>
    public IEnumerable<JobDefinition> Jobs => All.Where(job => job.Type == JobDefinition.Backup);

    /// <summary>The ids of all sections in file order, broken ones included.</summary>
    public ImmutableArray<string> Order { get; init; } = [.. All.Select(job => job.Id)];

    /// <summary>Sections that were skipped as a whole but keep their place: real PVE refuses to write the file back while there is one.</summary>
    public ImmutableSortedSet<string> Broken { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The backup job of that id, or null.</summary>
    public JobDefinition? Find(string id) => Jobs.FirstOrDefault(j => j.Id == id);

    /// <summary>This with a job added at the end, or replaced in its place.</summary>
    public JobsConfig With(JobDefinition job)
    {
        var index = All.IndexOf(Find(job.Id)!);
        return this with { All = index < 0 ? All.Add(job) : All.SetItem(index, job) };
    }

    /// <summary>This without a backup job.</summary>
    public JobsConfig Without(string id) => this with { All = All.Remove(Find(id)!) };

    /// <summary>Reads jobs.cfg; what makes no sense is skipped with a warning.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">What warnings call the file: the real code passes the path it reads from.</param>
    public static JobsConfig Parse(string text, string fileName = "/etc/pve/jobs.cfg")
    {
        var (sections, warnings) = new SectionReader<JobDefinition>(Grammar, text, fileName).Read();
        return new JobsConfig(text, [.. sections.Select(s => s.Section).OfType<JobDefinition>()], [.. warnings])
        {
            Order = [.. sections.Select(s => s.Id)],
            Broken = sections.Where(s => s.Section is null).Select(s => s.Id).ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The text of jobs.cfg.</summary>
    /// <exception cref="PveException"><c>unknown section type ''</c> while a section is broken.</exception>
    public string Write()
    {
        if (!Broken.IsEmpty) throw new PveException("unknown section type ''");
        var text = new StringBuilder();
        foreach (var job in All)
            SectionText.Append(text, job.Type, job.Id, JobProperties.OptionsOf(job.Type)!, key => key == "comment" ? job[key] is { } c ? EncodedText.Of(c) : null : job[key]);
        return text.ToString();
    }

    private static JobDefinition Complete(string type, string id, SortedDictionary<string, string> values)
    {
        var properties = values.ToImmutableSortedDictionary(v => v.Key, v => JobProperties.Stored(v.Key, v.Value), StringComparer.Ordinal);
        if (JobProperties.Required(type).FirstOrDefault(key => !values.ContainsKey(key)) is { } missing)
            throw new PveException($"missing value for required option '{missing}'");
        return new JobDefinition(type, id, properties.ContainsKey("enabled") ? properties : properties.Add("enabled", "1"));
    }
}
