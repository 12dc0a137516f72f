namespace PveLab.Sim.Zfs;

/// <content>What must hold before a snapshot of a stream is received, and what -F does to what stands in its way.</content>
public sealed partial class ZfsReceiving
{
    private const string Suspended = "pool I/O is currently suspended";

    private Arriving Open((ZfsStreamDataset Dataset, ZfsStreamSnapshot Snapshot) part)
    {
        var (sent, snapshot) = part;
        if (target.Contains('@', StringComparison.Ordinal) && stream.Package) throw new ZfsException("cannot receive: cannot specify snapshot name for multi-snapshot stream");
        var (name, isNew) = (NameOf(sent.Name), snapshot.Base is null or { IsOrigin: true });
        if (ZfsName.Complaint(name) is not null) throw new ZfsException("cannot receive: invalid name");
        var origin = snapshot.Base is { IsOrigin: true } clone
            ? Origin(clone.Guid) ?? throw new ZfsException($"cannot receive: local origin for clone {name}@{snapshot.Name} does not exist") : null;
        var existing = pool.Datasets.GetValueOrDefault(name);
        if (isNew) CheckNew(name, sent, existing);
        else if (existing is null) throw Cannot(isNew, $"destination '{name}' does not exist");
        say?.Invoke($"receiving {(snapshot.Base is null ? "full" : "incremental")} stream of {sent.Name}@{snapshot.Name} into {name}@{SnapshotName(snapshot)}");
        if (!pool.TakesWrites) throw Cannot(isNew, Suspended);
        var arriving = new Arriving(sent, snapshot, name, SnapshotName(snapshot), pool.Node.Clock.Now) { Origin = origin };
        if (isNew) return arriving.On(existing ?? arriving.Create(pool), overwrites: existing is not null);
        return Increment(arriving, existing!);
    }

    private string SnapshotName(ZfsStreamSnapshot snapshot) => target.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? target[(at + 1)..] : snapshot.Name;

    private ZfsSnapshot? Origin(ulong guid) => pool.Datasets.Values.SelectMany(d => d.Snapshots).FirstOrDefault(s => s.Guid == guid);

    private void CheckNew(string name, ZfsStreamDataset sent, ZfsDataset? existing)
    {
        if (existing is not null)
        {
            if (!options.Force) throw Cannot(true, $"destination '{name}' exists\nmust specify -F to overwrite it");
            if (existing.Snapshots.Count > 0) throw Cannot(true, $"destination has snapshots (eg. {existing.Snapshots[0].FullName})\nmust destroy them to overwrite it");
            if (sent.Kind == ZfsKind.Volume && existing.Parent is null) throw Cannot(true, $"destination {name} is the root dataset\ncannot overwrite with a ZVOL");
            if (sent.Kind == ZfsKind.Volume && existing.Children.Count > 0)
                throw Cannot(true, $"destination has children (eg. {existing.Children.First().Key})\ncannot overwrite with a ZVOL");
            if (existing.Origin is not null) throw Cannot(true, $"destination '{name}' is a clone\nmust destroy it to overwrite it");
            if (pool.IsBusy(existing) || existing.Parent is null) throw Cannot(true, "dataset is busy");
            return;
        }
        var slash = name.LastIndexOf('/');
        if (slash < 0) throw Cannot(true, $"destination '{name}' does not exist");
        if (!pool.Datasets.ContainsKey(name[..slash]) && options.Prefix && !options.Tail) MakeParents(name);
        var parent = pool.Datasets.GetValueOrDefault(name[..slash])
            ?? throw new ZfsException($"cannot open '{name[..slash]}': dataset does not exist\n{Cannot(true, "unable to restore to destination").Message}");
        if (parent.Kind != ZfsKind.Filesystem) throw Cannot(true, $"parent '{parent.Name}' is not a filesystem");
    }

    private void MakeParents(string name)
    {
        for (var slash = name.IndexOf('/', target.Length + 1); slash > 0; slash = name.IndexOf('/', slash + 1))
            if (!pool.Datasets.ContainsKey(name[..slash])) pool.CreateFilesystem(name[..slash]);
    }

    // recv_begin_check_existing_impl: the base must be there, and nothing newer unless -F may take it away.
    private Arriving Increment(Arriving arriving, ZfsDataset existing)
    {
        var snapshot = arriving.Snapshot;
        if (existing.Snapshots.FirstOrDefault(s => s.Name == arriving.SnapshotName) is { } taken)
        {
            if (taken.Guid != snapshot.Guid) throw new ZfsException($"cannot restore to {taken.FullName}: destination already exists");
            say?.Invoke($"snap {taken.FullName} already exists; ignoring");
            arriving.Skipped = true;
            return arriving.On(existing, overwrites: false);
        }
        if (existing.Snapshots.FirstOrDefault(s => s.Guid == snapshot.Base!.Guid) is not { } found)
            throw Cannot(false, $"most recent snapshot of {existing.Name} does not\nmatch incremental source");
        existing.Image.Settle?.Invoke(existing.Image);
        var newer = existing.Snapshots.SkipWhile(s => s != found).Skip(1).ToList();
        if (options.Force && newer.Exists(s => s.Holds.Count > 0 || s.Clones.Any())) throw Cannot(false, "dataset is busy");
        if (!options.Force && (newer.Exists(s => s.Fresh > 0 || s.Referenced != found.Referenced) || existing.IsModified))
            throw Cannot(false, $"destination {existing.Name} has been modified\nsince most recent snapshot");
        if (pool.IsBusy(existing)) throw Cannot(false, "dataset is busy");
        arriving.Base = options.Force ? found : existing.Snapshots[^1];
        return arriving.On(existing, overwrites: false);
    }

    // recv_incremental_replication: with -F the target loses the snapshots and datasets that the sender does not have; renamed ones get their new name.
    private void Follow()
    {
        foreach (var local in pool.Datasets[Destination].Tree().Reverse().ToList())
        {
            var sent = stream.Datasets.FirstOrDefault(d => NameOf(d.Name) == local.Name);
            foreach (var snapshot in local.Snapshots.ToList())
            {
                if (sent?.Known.ContainsKey(snapshot.Guid) == true) Rename(snapshot, sent);
                else if (options.Force && snapshot.Holds.Count == 0 && !snapshot.Clones.Any()) pool.Destroy(snapshot);
            }
            if (sent is null && options.Force && local.Snapshots.Count == 0 && local.Children.Count == 0 && !pool.IsBusy(local)) pool.Destroy(local);
        }
    }

    private void Rename(ZfsSnapshot snapshot, ZfsStreamDataset sent)
    {
        if (sent.Known.TryGetValue(snapshot.Guid, out var name) && name != snapshot.Name && snapshot.Dataset.Snapshot(name) is null) pool.Rename(snapshot, name);
    }
}
