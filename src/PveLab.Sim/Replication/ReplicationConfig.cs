using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Sections;
using static PveLab.Sim.Sections.SectionProperty;

namespace PveLab.Sim.Replication;

/// <summary>One replication job as replication.cfg defines it.</summary>
/// <param name="Id">Guest and number, <c>100-0</c>.</param>
/// <param name="Properties">Its properties as written; flags are <c>1</c> and <c>0</c>.</param>
public sealed record ReplicationJob(string Id, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The value of a property, or null.</summary>
    public string? this[string name] => Properties.GetValueOrDefault(name);

    /// <summary>The guest it copies.</summary>
    public int Guest => int.Parse(Id.AsSpan(0, Id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>Its number among the guest's jobs.</summary>
    public int Number => int.Parse(Id.AsSpan(Id.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    /// <summary>The node it copies to.</summary>
    public string Target => this["target"]!;

    /// <summary>The target as messages call it, <c>local/pve2</c> (get_unique_target_id).</summary>
    public string TargetId => "local/" + Target;

    /// <summary>Whether the scheduler leaves it alone.</summary>
    public bool Disabled => this["disable"] == "1";

    /// <summary>This with a property set.</summary>
    public ReplicationJob With(string property, string value) => this with { Properties = Properties.SetItem(property, value) };

    /// <summary>Its calendar event.</summary>
    public string Schedule => this["schedule"] ?? ReplicationConfig.DefaultSchedule;
}

/// <summary>replication.cfg: the replication jobs in file order (pve-guest-common: PVE/ReplicationConfig.pm).</summary>
/// <param name="Text">The text it was read from.</param>
/// <param name="Jobs">The usable jobs.</param>
/// <param name="Warnings">What real PVE prints while reading, in order, without the final line feed.</param>
public sealed partial record ReplicationConfig(string Text, ImmutableArray<ReplicationJob> Jobs, ImmutableArray<string> Warnings)
{
    /// <summary>The schedule of a job that names none.</summary>
    public const string DefaultSchedule = "*/15";

    private static readonly SectionGrammar<ReplicationJob> Grammar = new()
    {
        Properties = new Dictionary<string, SectionProperty>
        {
            ["comment"] = AtMost(4096),
            ["disable"] = Flag,
            ["id"] = SectionProperty.Text,
            ["rate"] = Between(1, null, PropertyKind.Decimal),
            ["remove_job"] = OneOf("local", "full"),
            ["schedule"] = Format(SectionFormats.CalendarEvent).And(AtMost(128)),
            ["source"] = Format(SectionFormats.NodeName),
            ["target"] = Format(SectionFormats.NodeName),
            ["type"] = SectionProperty.Text,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        OptionsOf = type => type == "local" ? Options : null,
        Header = ReadHeader,
        Complete = (_, id, values, _) => values.ContainsKey("target")
            ? new ReplicationJob(id, values.ToImmutableSortedDictionary(v => v.Key, v => v.Key == "comment" ? EncodedText.Read(v.Value) : v.Value, StringComparer.Ordinal))
            : throw new PveException("missing value for required option 'target'"),
    };

    /// <summary>The options of a job, by name.</summary>
    public static ImmutableSortedDictionary<string, SectionOption> Options { get; } =
        ((string[])["comment", "disable", "rate", "remove_job", "schedule", "source", "target"])
        .ToImmutableSortedDictionary(o => o, o => new SectionOption(o != "target", o == "target"), StringComparer.Ordinal);

    /// <summary>No jobs.</summary>
    public static ReplicationConfig Empty { get; } = new("", [], []);

    /// <summary>Why nobody can read the file, or null: a section that was skipped for its values breaks the real reader.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-1 of the text in hex: what <c>--digest</c> compares.</summary>
    public string Digest => ConfigDigest.Of(Text);

    /// <summary>The job of that id, or null.</summary>
    public ReplicationJob? Find(string id) => Jobs.FirstOrDefault(j => j.Id == id);

    /// <summary>Refuses to go on while the guest has a job (check_for_existing_jobs).</summary>
    /// <exception cref="PveException">It has one.</exception>
    public void RequireNone(int vmid)
    {
        if (Error is not null) throw new PveException(Error);
        if (Jobs.FirstOrDefault(j => j.Guest == vmid) is { } job)
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"There is a replication job '{job.Id}' for guest '{vmid}' - Please remove that first."));
    }

    /// <summary>This with a job added at the end, or replaced in its place.</summary>
    public ReplicationConfig With(ReplicationJob job)
    {
        var index = Jobs.IndexOf(Find(job.Id)!);
        return this with { Jobs = index < 0 ? Jobs.Add(job) : Jobs.SetItem(index, job) };
    }

    /// <summary>
    /// This after a guest moved: every job of it starts at <paramref name="here"/> from now on, and the one that copied to there copies back
    /// (switch_replication_job_target).
    /// </summary>
    /// <param name="vmid">The guest.</param>
    /// <param name="here">The node it is on now.</param>
    /// <param name="before">The node it was on.</param>
    public ReplicationConfig SwitchTarget(int vmid, string here, string before) => this with
    {
        Jobs = [.. Jobs.Select(j => j.Guest != vmid ? j : (j.Target == here ? j.With("target", before) : j).With("source", here))],
    };

    /// <summary>This without a job.</summary>
    public ReplicationConfig Without(string id) => this with { Jobs = Jobs.RemoveAll(j => j.Id == id) };

    /// <summary>Reads replication.cfg; what makes no sense is skipped with a warning.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">What warnings call the file: the real code passes the path it reads from.</param>
    public static ReplicationConfig Parse(string text, string fileName = "/etc/pve/replication.cfg")
    {
        var (sections, warnings) = new SectionReader<ReplicationJob>(Grammar, text, fileName).Read();
        if (sections.Exists(s => s.Section is null))
            return new ReplicationConfig(text, [], [.. warnings]) { Error = "cannot lookup undefined type! at /usr/share/perl5/PVE/ReplicationConfig.pm line 155." };
        var targets = new HashSet<(int, string)>();
        var twice = new HashSet<string>(StringComparer.Ordinal);
        foreach (var job in sections.Select(s => s.Section!).OrderBy(j => j.Id, StringComparer.Ordinal))
        {
            if (targets.Add((job.Guest, job.TargetId))) continue;
            warnings.Add($"delete job {job.Id}: {Conflict(job)}");
            twice.Add(job.Id);
        }
        return new ReplicationConfig(text, [.. sections.Select(s => s.Section!).Where(j => !twice.Contains(j.Id))], [.. warnings]);
    }

    /// <summary>Writes it to the cluster's files.</summary>
    /// <param name="cluster">Those files as somebody sees them.</param>
    /// <exception cref="PveException">There is no quorum.</exception>
    public void Save(FileTree cluster)
    {
        try
        {
            cluster.WriteText("/replication.cfg", Write());
        }
        catch (FileException refusal) when (refusal.Errno == Errno.Access)
        {
            throw new PveException("cfs-lock 'file-replication_cfg' error: no quorum!");
        }
    }

    /// <summary>The text of replication.cfg.</summary>
    /// <exception cref="PveException">Two jobs have the same guest and target.</exception>
    public string Write()
    {
        var text = new StringBuilder();
        var targets = new HashSet<(int, string)>();
        foreach (var job in Jobs)
        {
            if (!targets.Add((job.Guest, job.TargetId))) throw new PveException(Conflict(job));
            SectionText.Append(text, "local", job.Id, Options, key => key == "comment" && job[key] is { } comment ? EncodedText.Of(comment) : job[key]);
        }
        return text.ToString();
    }

    private static string Conflict(ReplicationJob job) =>
        string.Create(CultureInfo.InvariantCulture, $"replication job for guest '{job.Guest}' to target '{job.TargetId}' already exists");

    private static SectionHeader? ReadHeader(string line)
    {
        if (HeaderLine().Match(line) is not { Success: true } match) return null;
        var (guest, number) = (Number(match.Groups[2].Value), Number(match.Groups[3].Value));
        var id = $"{guest}-{number}";
        var small = guest.Length < 3 ? $"invalid replication job id '{id}' (guest IDs < 100 are reserved)" : null;
        return new SectionHeader(match.Groups[1].Value.ToLowerInvariant(), id, small);
    }

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    [GeneratedRegex(@"^([^ \t\r\f\v]+):[ \t\r\f\v]*([0-9]+)-([0-9]+)[ \t\r\f\v]*$")]
    private static partial Regex HeaderLine();
}
