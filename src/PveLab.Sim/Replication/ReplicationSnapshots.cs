using System.Globalization;

namespace PveLab.Sim.Replication;

/// <summary>A snapshot of a volume as replication compares it (volume_snapshot_info).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number, the same on every node it was sent to; 0 when the other side does not tell.</param>
/// <param name="Created">When it was made, in seconds since the Unix epoch.</param>
public readonly record struct SnapshotInfo(string Name, ulong Id, long Created);

/// <summary>What replication does to the volumes of its own node.</summary>
public interface IReplicationVolumes
{
    /// <summary>The snapshots of a volume, oldest first.</summary>
    /// <exception cref="PveException">The storage refuses.</exception>
    IReadOnlyList<SnapshotInfo> Snapshots(string volume);

    /// <summary>Takes a snapshot.</summary>
    /// <exception cref="PveException">The storage refuses.</exception>
    void Snapshot(string volume, string name);

    /// <summary>Removes a snapshot.</summary>
    /// <exception cref="PveException">The storage refuses.</exception>
    void DeleteSnapshot(string volume, string name);
}

/// <summary>The volumes of a job on one node after stale snapshots were removed.</summary>
public sealed class PreparedVolumes
{
    private readonly Dictionary<string, IReadOnlyList<SnapshotInfo>> snapshots = new(StringComparer.Ordinal);
    private readonly HashSet<string> cleaned = new(StringComparer.Ordinal);

    /// <summary>The snapshots a volume has; null for a volume that is not there.</summary>
    public IReadOnlyList<SnapshotInfo>? this[string volume]
    {
        get => snapshots.GetValueOrDefault(volume);
        internal set
        {
            if (value is null) snapshots.Remove(volume);
            else snapshots[volume] = value;
        }
    }

    /// <summary>What another side says of its volumes.</summary>
    public static PreparedVolumes Of(IEnumerable<(string Volume, SnapshotInfo Snapshot)> known)
    {
        var prepared = new PreparedVolumes();
        foreach (var (volume, snapshot) in known) prepared[volume] = [snapshot];
        return prepared;
    }

    /// <summary>The volumes of which snapshots are known.</summary>
    public IEnumerable<string> Volumes => snapshots.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether stale snapshots of the job were removed from the volume: the job did use it.</summary>
    public bool IsCleaned(string volume) => cleaned.Contains(volume);

    /// <summary>Whether the volume has the snapshot.</summary>
    public bool Has(string volume, string snapshot) => this[volume] is { } list && Find(list, snapshot) is not null;

    internal static SnapshotInfo? Find(IReadOnlyList<SnapshotInfo> list, string name)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Name == name) return list[i];
        return null;
    }

    internal void Cleaned(string volume) => cleaned.Add(volume);
}

/// <summary>The names of replication's snapshots, and which of them are stale (pve-guest-common: PVE/Replication.pm prepare, is_replication_snapshot).</summary>
public static class ReplicationSnapshots
{
    private const string Prefix = "__replicate_";

    /// <summary>As last synchronization: every snapshot of the job goes.</summary>
    public const long RemoveAll = 1;

    /// <summary>What the snapshots of a job begin with.</summary>
    public static string PrefixOf(string job) => $"{Prefix}{job}_";

    /// <summary>The name of a job's snapshot (replication_snapshot_name).</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="start">When the run that takes it began, in seconds since the Unix epoch.</param>
    public static string NameOf(string job, long start) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{job}_{start}__");

    /// <summary>Whether a snapshot is replication's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="job">Only of this job.</param>
    public static bool Is(string name, string? job = null) => job is null ? Is(name.AsSpan()) : name.StartsWith(Prefix + job, StringComparison.Ordinal);

    /// <summary>Whether a snapshot is replication's.</summary>
    public static bool Is(ReadOnlySpan<char> name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>
    /// Lists the snapshots of volumes, and removes the job's stale ones on the way: those that are not of the last synchronization, and only
    /// from volumes that have that one.
    /// </summary>
    /// <param name="volumes">The node's volumes.</param>
    /// <param name="ids">Which of them.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="lastSync">The job's last synchronization; 0 removes nothing, <see cref="RemoveAll"/> everything.</param>
    /// <param name="parent">The guest's current snapshot, which is kept.</param>
    /// <param name="log">Takes what is printed.</param>
    /// <param name="warn">Takes what goes to the journal beside that.</param>
    public static PreparedVolumes Prepare(
        IReplicationVolumes volumes, IEnumerable<string> ids, string job, long lastSync, string? parent, Action<string> log, Action<string> warn)
    {
        var (prefix, expected) = (PrefixOf(job), NameOf(job, lastSync));
        var prepared = new PreparedVolumes();
        foreach (var volume in ids)
        {
            var found = volumes.Snapshots(volume);
            var removable = lastSync == RemoveAll || lastSync != 0 && PreparedVolumes.Find(found, expected) is not null;
            if (!HasStale(found, prefix, expected, parent))
            {
                prepared[volume] = found;
                continue;
            }
            if (!removable)
            {
                if (lastSync > 1) log($"expected snapshot {expected} not present for {volume}, not removing others");
                prepared[volume] = found;
                continue;
            }
            var kept = new List<SnapshotInfo>();
            // The list is the storage's own and changes while snapshots go.
            foreach (var snapshot in found.ToArray())
            {
                if (!IsStale(snapshot.Name, prefix, expected, parent)) kept.Add(snapshot);
                else Delete(volumes, volume, snapshot.Name, prepared, log, warn);
            }
            prepared[volume] = kept;
        }
        return prepared;
    }

    private static bool HasStale(IReadOnlyList<SnapshotInfo> found, string prefix, string expected, string? parent)
    {
        for (var i = 0; i < found.Count; i++)
            if (IsStale(found[i].Name, prefix, expected, parent)) return true;
        return false;
    }

    private static bool IsStale(string name, string prefix, string expected, string? parent) =>
        name != expected && name != parent && name.StartsWith(prefix, StringComparison.Ordinal);

    private static void Delete(IReplicationVolumes volumes, string volume, string snapshot, PreparedVolumes prepared, Action<string> log, Action<string> warn)
    {
        log($"delete stale replication snapshot '{snapshot}' on {volume}");
        try
        {
            volumes.DeleteSnapshot(volume, snapshot);
            prepared.Cleaned(volume);
        }
        catch (PveException error)
        {
            warn(error.Message);
            log($"delete stale replication snapshot error: {error.Message}");
        }
    }
}
