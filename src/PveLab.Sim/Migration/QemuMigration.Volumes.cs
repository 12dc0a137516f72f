using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Migration;

/// <content>The volumes: which are local, which can go, and copying those that nobody writes to.</content>
public sealed partial class QemuMigration
{
    private static readonly string[] Migratable = ["dir", "btrfs", "zfspool", "lvmthin", "lvm"];

    private readonly SortedDictionary<string, LocalVolume> volumes = new(StringComparer.Ordinal);

    /// <summary>Looks at every volume the configuration names (scan_local_volumes).</summary>
    private void ScanVolumes()
    {
        try
        {
            var problems = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var others = new List<string>();
            foreach (var use in VolumeUse.Of(machine.Config))
            {
                try
                {
                    if (use is { IsCdrom: true, Volume: "cdrom" })
                        others.Add("can't migrate local cdrom drive"
                            + (use.IsAttached || use.Snapshots.Count == 0 ? "" : $" (referenced in snapshot - {string.Join(", ", use.Snapshots)})"));
                    else if (use is not { IsCdrom: true, Volume: "none" }) Look(use);
                }
                catch (PveException error)
                {
                    problems[use.Volume] = error.Message;
                }
            }
            Report(problems, others);
            foreach (var volume in volumes.Values) CheckMigratable(volume);
            foreach (var volume in volumes.Values) volume.Online = machine.IsRunning && volume.Reference == "attached";
        }
        catch (PveException error)
        {
            throw new PveException("Problem found while scanning volumes - " + error.Message);
        }
    }

    private void Look(VolumeUse use)
    {
        if (use.Volume.StartsWith('/')) throw new PveException("local file/device");
        var id = VolumeId.Parse(use.Volume);
        var storage = Source.Storages.Enabled(id.Storage);
        var goesTo = storage.Shared ? id.Storage : TargetOf(id.Storage);
        CheckTarget(use.Volume, goesTo);
        if (storage.Shared) return;
        var size = Source.Storages.Measure(use.Volume);
        var volume = volumes[use.Volume] = new LocalVolume(use.Volume, goesTo)
        {
            Reference = use.Key == "tpmstate0" ? "generated" : use.IsAttached ? "attached" : use.IsUnused ? "unused"
                : use.Snapshots.Count > 0 ? "snapshot" : use.IsPending ? "pending" : null,
            Key = use.Key,
            Limit = LimitOf(id.Storage, goesTo),
            Size = size?.Size ?? 0,
            Snapshots = size?.Format is "qcow2" or "vmdk",
            IsState = use.IsState,
            Replicated = replicated.Contains(use.Volume),
        };
        if (use.IsCdrom)
        {
            if (!use.Volume.Contains("cloudinit", StringComparison.Ordinal)) throw new PveException("local cdrom image");
            volume.Reference = "generated";
            return;
        }
        if (!GuestDisks.IsOwner(machine, use.Volume)) throw new PveException($"owned by other VM (owner = VM {Source.Storages.NameOf(use.Volume).Vmid})");
        if (!use.IsState && use.Snapshots.Count > 0) TakeSnapshotsAlong(volume, storage, size?.Format);
        if (Source.Storages.IsBaseInUse(use.Volume)) throw new PveException("referenced by linked clone(s)");
    }

    private void TakeSnapshotsAlong(LocalVolume volume, StorageDefinition storage, string? format)
    {
        volume.Snapshots = true;
        if (machine.IsRunning && !volume.Replicated) throw new PveException("online storage migration not possible if non-replicated snapshot exists");
        if (storage.Type != "zfspool" && format != "qcow2") throw new PveException("non-migratable snapshot exists");
    }

    private void Report(SortedDictionary<string, string> problems, List<string> others)
    {
        foreach (var volume in volumes.Values)
        {
            if (volume.Reference == "attached" && machine.IsRunning && !Request.WithLocalDisks)
                problems[volume.Volume] = "can't live migrate attached local disks without with-local-disks option";
            Info(volume.Found);
        }
        foreach (var (volume, problem) in problems) Info($"can't migrate local disk '{volume}': {problem}");
        foreach (var other in others) Info(other);
        if (problems.Count > 0 || others.Count > 0) throw new PveException("can't migrate VM - check log");
    }

    private void CheckMigratable(LocalVolume volume)
    {
        var (storage, _) = Source.Storages.Split(volume.Volume);
        if (!Migratable.Contains(storage.Type)) throw new PveException($"can't migrate '{volume.Volume}' - storage type '{storage.Type}' not supported");
        if (Source.Storages.NameOf(volume.Volume).Base is { } origin)
            throw new PveException($"can't migrate '{volume.Volume}' as it's a clone of '{origin.Name}' at /usr/share/perl5/PVE/QemuMigrate.pm line 560.");
    }

    /// <summary>The target allocates what the configuration says: it must be true (config_update_local_disksizes).</summary>
    private void CorrectSizes()
    {
        var config = machine.Config;
        foreach (var (key, drive) in config.Drives())
        {
            if (key is "efidisk0" or "tpmstate0" || !volumes.TryGetValue(drive.Volume, out var volume) || volume.Size == (drive.Size ?? 0)) continue;
            config = config.With(key, drive.With("size", ByteSize.Format(volume.Size)).Sorted().ToString());
            Info($"drive '{key}': size of disk '{drive.Volume}' updated from {ByteSize.Format(drive.Size ?? 0)} to {ByteSize.Format(volume.Size)}");
        }
        machine.Save(config);
    }

    /// <summary>Copies what nobody writes to meanwhile (sync_offline_local_volumes).</summary>
    private IEnumerable<TimeSpan> CopyOffline()
    {
        var offline = volumes.Values.Where(v => !v.Online && !v.Replicated).ToList();
        if (offline.Count > 0) Info("copying local disk images");
        foreach (var volume in offline)
            foreach (var piece in Copy(volume)) yield return piece;
    }

    /// <summary>Removes what was copied; a target that cannot be reached keeps it (cleanup_remotedisks).</summary>
    private void RemoveCopies()
    {
        foreach (var (volume, there) in Moved)
        {
            if (volumes.GetValueOrDefault(volume)?.Replicated == true) continue;
            if (Tunnel.IsOpen) Attempt(() => Target.Storages.Free(there));
            else Attempt(() => throw new PveException($"command '{Tunnel.Command("pvesm free " + there)}' failed: exit code 255"));
        }
    }
}
