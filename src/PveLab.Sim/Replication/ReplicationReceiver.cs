using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Replication;

/// <summary>What a node does for jobs that copy to it (pve-manager: PVE/CLI/pvesr.pm prepare_local_job, finalize_local_job).</summary>
public sealed class ReplicationReceiver
{
    private const string Replicable = "zfspool";

    private readonly Node node;
    private readonly NodeReplicationVolumes volumes;
    private StorageConfig? checkedAgainst;
    private Dictionary<(int Vmid, string Volume), string> passed = [];

    internal ReplicationReceiver(Node node)
    {
        this.node = node;
        volumes = new NodeReplicationVolumes(node);
    }

    /// <summary>Lists the snapshots of what is there, after stale snapshots and stale volumes of the job were removed.</summary>
    /// <param name="wish">What the source asks.</param>
    /// <param name="log">Takes what is printed.</param>
    /// <exception cref="PveException">It refuses.</exception>
    public PreparedVolumes Prepare(ReplicationPreparation wish, Action<string> log)
    {
        if (!wish.Force && wish.Volumes.Count == 0) throw new PveException("no volumes specified");
        var vmid = OwnerOf(wish.Job);
        var scanned = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var storage in wish.Scan)
        {
            if (Usable(storage) is not { } usable) continue;
            if (usable.Type != Replicable) throw new PveException($"storage '{storage}' is not replicatable");
            scanned.Add(storage);
        }
        foreach (var volume in wish.Volumes) scanned.Add(Check(vmid, volume));
        foreach (var storage in scanned)
            if (!IsReady(storage)) node.Storages.Activate(storage);
        var found = scanned.SelectMany(s => VolumesOf(s, vmid)).ToList();
        var prepared = ReplicationSnapshots.Prepare(volumes, found, wish.Job, wish.LastSync, wish.Parent, log, static _ => { });
        foreach (var volume in found)
        {
            if (wish.Volumes.Contains(volume)) continue;
            if (!prepared.IsCleaned(volume) && prepared[volume]?.Any(s => ReplicationSnapshots.Is(s.Name, wish.Job)) != true) continue;
            log($"{wish.Job}: delete stale volume '{volume}'");
            node.Storages.Free(volume);
            prepared[volume] = null;
        }
        return prepared;
    }

    /// <summary>Removes the snapshots of the job's earlier runs.</summary>
    /// <param name="wish">What the source asks; <see cref="ReplicationPreparation.LastSync"/> is kept.</param>
    /// <param name="log">Takes what is printed.</param>
    /// <exception cref="PveException">It refuses.</exception>
    public void Complete(ReplicationPreparation wish, Action<string> log)
    {
        var vmid = OwnerOf(wish.Job);
        if (wish.Volumes.Count == 0) throw new PveException("no volumes specified");
        foreach (var volume in wish.Volumes) Check(vmid, volume);
        ReplicationSnapshots.Prepare(volumes, wish.Volumes, wish.Job, wish.LastSync, null, log, static _ => { });
    }

    /// <summary>The answer of <see cref="Prepare"/> as it goes to the source, JSON in one line.</summary>
    public static string ToJson(PreparedVolumes prepared)
    {
        var text = new StringBuilder("{");
        foreach (var volume in prepared.Volumes)
        {
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(volume).Append("\":{")
                .AppendJoin(',', prepared[volume]!.OrderBy(s => s.Name, StringComparer.Ordinal)
                    .Select(s => string.Create(CultureInfo.InvariantCulture, $"\"{s.Name}\":{{\"id\":\"{s.Id}\",\"timestamp\":\"{s.Created}\"}}")))
                .Append('}');
        }
        return text.Append('}').ToString();
    }

    private int OwnerOf(string job)
    {
        var vmid = int.Parse(job.AsSpan(0, job.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return node.Guests.Either(vmid) is null ? vmid : throw new PveException(string.Create(CultureInfo.InvariantCulture, $"guest '{vmid}' is on local node"));
    }

    private StorageDefinition? Usable(string storage) =>
        node.View.Storages.Find(storage) is { Disabled: false } found && (found.Nodes.IsEmpty || found.Nodes.Contains(node.Name)) ? found : null;

    /// <summary>Refuses what no job of the guest can copy to here, and answers its storage (check_wanted_volid).</summary>
    private string Check(int vmid, string volume)
    {
        var storages = node.View.Storages;
        if (!ReferenceEquals(checkedAgainst, storages)) (checkedAgainst, passed) = (storages, []);
        if (passed.TryGetValue((vmid, volume), out var known)) return known;
        var id = VolumeId.Parse(volume);
        if (node.Storages.Enabled(id.Storage).Type != Replicable) throw new PveException($"storage '{id.Storage}' is not replicatable");
        if (node.Storages.NameOf(volume).Vmid != vmid) throw new PveException($"volume '{volume}' has wrong owner");
        return passed[(vmid, volume)] = id.Storage;
    }

    /// <summary>Whether activating the storage would change nothing: the pool is imported and the dataset mounted.</summary>
    private bool IsReady(string storage) => node.View.Storages.Get(storage)["pool"] is { } pool
        && node.Zpools.GetValueOrDefault(pool.Split('/')[0]) is { IsImported: true } imported && imported.Datasets.GetValueOrDefault(pool) is { MountedAt: not null };

    private IEnumerable<string> VolumesOf(string storage, int vmid)
    {
        var definition = node.View.Storages.Get(storage);
        var parent = definition["pool"]!;
        if (node.Zpools.GetValueOrDefault(parent.Split('/')[0])?.Datasets.GetValueOrDefault(parent) is not { } datasets) yield break;
        var owner = string.Create(CultureInfo.InvariantCulture, $"-{vmid}-");
        foreach (var dataset in datasets.Children.Values)
        {
            var name = dataset.ShortName;
            var at = name.IndexOf(owner, StringComparison.Ordinal);
            if (at > 0 && name.AsSpan(0, at) is "vm" or "subvol" or "base" or "basevol") yield return $"{storage}:{name}";
        }
    }
}
