using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Backup;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A backup job does not take a guest: it is not in its list, or it is excluded.</summary>
public sealed record JobSelection : JobFault
{
    /// <summary>VMID of the guest that is left out.</summary>
    public required int Guest { get; init; }

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job)
    {
        var id = Guest.ToString(CultureInfo.InvariantCulture);
        if (job["vmid"] is not { } list)
            return job.Properties.SetItem("exclude", job["exclude"] is { Length: > 0 } others ? $"{others},{id}" : id);
        var left = list.Split(',').Where(v => v.Trim() != id).ToList();
        return job.Properties.SetItem("vmid", left.Count > 0 ? string.Join(',', left) : throw new PveException($"job '{Job}' takes only {id}"));
    }
}
