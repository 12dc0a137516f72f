using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Replication;

/// <content>Snapshots here, data to there, and the snapshots of the last run away.</content>
internal sealed partial class ReplicationRun
{
    private IEnumerable<TimeSpan> Synchronize(IReplicatedGuest guest, IReadOnlyList<string> volumes, bool freeze)
    {
        var target = ground.Target(job.Target);
        var before = ReplicationSnapshots.Prepare(ground.Volumes, volumes, job.Id, State.LastSync, guest.Parent, log, ground.Warn);
        var preparation = new ReplicationPreparation(job.Id, volumes, State.Storages, State.LastSync, guest.Parent);
        PreparedVolumes? there = null;
        foreach (var piece in target.Prepare(preparation, log, answer => there = answer)) yield return piece;
        if (there is null) throw new PveException("prepare remote node failed - no result");

        var lastSync = ReplicationSnapshots.NameOf(job.Id, State.LastSync);
        var bases = CommonSnapshots(guest, volumes, before, there, lastSync);
        UseStoragesOf(volumes);
        var snapshot = ReplicationSnapshots.NameOf(job.Id, start);
        TakeSnapshots(guest, volumes, snapshot, freeze);

        var sending = new Attempted(Send(target, volumes, bases, snapshot));
        foreach (var piece in sending) yield return piece;
        if (sending.Error is { } error)
        {
            DeleteSnapshots(volumes, snapshot);
            throw error;
        }
        // The new synchronization is written down before the old snapshots go.
        State.Synced(start);
        Keep();
        DeleteSnapshots(volumes.Where(v => before.Has(v, lastSync)), lastSync);

        var completing = new Attempted(target.Complete(preparation with { LastSync = start }, log));
        foreach (var piece in completing) yield return piece;
        if (completing.Error is not { } failure) yield break;
        ground.Warn(failure.Message);
        Log($"delete stale replication snapshot error: {failure.Message}");
    }

    /// <summary>The newest snapshot that both sides have of each volume that both sides have (find_common_replication_snapshot).</summary>
    /// <exception cref="PveException">Some volume is on both sides and has none.</exception>
    private Dictionary<string, string> CommonSnapshots(
        IReplicatedGuest guest, IReadOnlyList<string> volumes, PreparedVolumes here, PreparedVolumes there, string lastSync)
    {
        var bases = new Dictionary<string, string>(volumes.Count, StringComparer.Ordinal);
        List<string>? missing = null;
        foreach (var volume in volumes)
        {
            if (here[volume] is not { } own || there[volume] is not { } other) continue;
            if (IsCommon(own, other, lastSync)) bases[volume] = lastSync;
            else if (guest.Parent is { } parent && IsCommon(own, other, parent)) bases[volume] = parent;
            else if (Newest(guest, own, other) is { } newest) bases[volume] = newest;
            else (missing ??= []).Add(volume);
        }
        if (missing is not null)
            throw new PveException($"No common base snapshot on volume(s) {string.Join(',', missing)}\nPlease remove the problematic "
                + $"volume(s) from the replication target or delete and re-create the whole job {job.Id}");
        return bases;
    }

    private static string? Newest(IReplicatedGuest guest, IReadOnlyList<SnapshotInfo> own, IReadOnlyList<SnapshotInfo> other)
    {
        var (newest, name) = (0L, default(string));
        foreach (var snapshot in own)
            if (snapshot.Created > newest && IsCommon(own, other, snapshot.Name) && (guest.HasSnapshot(snapshot.Name) || ReplicationSnapshots.Is(snapshot.Name)))
                (newest, name) = (snapshot.Created, snapshot.Name);
        return name;
    }

    private static bool IsCommon(IReadOnlyList<SnapshotInfo> own, IReadOnlyList<SnapshotInfo> other, string name) =>
        PreparedVolumes.Find(own, name) is { } mine && PreparedVolumes.Find(other, name) is { } theirs && (theirs.Id == 0 || theirs.Id == mine.Id);

    private void UseStoragesOf(IReadOnlyList<string> volumes)
    {
        var known = State.Storages;
        if (known.Length == 1 && volumes.All(v => v.StartsWith(known[0], StringComparison.Ordinal) && v[known[0].Length] == ':')) return;
        State.UseStorages([.. volumes.Select(StorageOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private void TakeSnapshots(IReplicatedGuest guest, IReadOnlyList<string> volumes, string snapshot, bool freeze)
    {
        if (freeze)
        {
            Log("freeze guest filesystem");
            guest.Freeze(thaw: false);
        }
        var taken = 0;
        PveException? error = null;
        try
        {
            for (; taken < volumes.Count; taken++)
            {
                Log($"create snapshot '{snapshot}' on {volumes[taken]}");
                ground.Volumes.Snapshot(volumes[taken], snapshot);
            }
        }
        catch (PveException refusal)
        {
            error = refusal;
        }
        if (freeze)
        {
            Log("thaw guest filesystem");
            guest.Freeze(thaw: true);
        }
        if (error is null) return;
        DeleteSnapshots(volumes.Take(taken), snapshot);
        throw error;
    }

    private IEnumerable<TimeSpan> Send(IReplicationTarget target, IReadOnlyList<string> volumes, Dictionary<string, string> bases, string snapshot)
    {
        var (rate, transmission) = (job.Rate, ground.Transmission);
        var over = transmission.Network is { } network ? $" over {network}" : "";
        Log($"using {(transmission.Insecure ? "insecure" : "secure")} transmission{over}, rate limit: {(rate is null ? "none" : $"{rate} MByte/s")}");
        var limit = rate is null ? (double?)null : double.Parse(rate, NumberStyles.Float, CultureInfo.InvariantCulture);
        foreach (var volume in volumes)
        {
            var known = bases.GetValueOrDefault(volume);
            full |= known is null;
            Log(known is null ? $"full sync '{volume}' ({snapshot})" : $"incremental sync '{volume}' ({known} => {snapshot})");
            foreach (var piece in target.Send(new ReplicationSend(volume, known, snapshot, limit, transmission.Insecure), log)) yield return piece;
        }
    }

    private void DeleteSnapshots(IEnumerable<string> volumes, string snapshot)
    {
        foreach (var volume in volumes)
        {
            Log($"delete previous replication snapshot '{snapshot}' on {volume}");
            try
            {
                ground.Volumes.DeleteSnapshot(volume, snapshot);
            }
            catch (PveException error)
            {
                ground.Warn(error.Message);
            }
        }
    }
}
