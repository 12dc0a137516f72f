using PveLab.Sim.Guests;
using PveLab.Sim.Replication;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Migration;

/// <summary>A virtual machine on its way to another node (qemu-server: PVE/QemuMigrate.pm). Volumes and live migration are in files of their own.</summary>
public sealed partial class QemuMigration : GuestMigration
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly VirtualMachine machine;
    private ReplicationJob? job;
    private bool isReplicated;
    private bool wasPaused;

    internal QemuMigration(VirtualMachine machine, MigrationRequest request, PveTask task)
        : base(machine, request, task) => this.machine = machine;

    private protected override bool RunsMeanwhile => machine.IsRunning;

    private protected override IEnumerable<TimeSpan> Prepare()
    {
        job = ReplicationTo(machine, Target.Name);
        isReplicated = Source.View.Replication.Jobs.Any(j => j.Guest == machine.Vmid);
        if (job?["remove_job"] is not null) throw new PveException("refusing to migrate replicated VM whose replication job is marked for removal");
        machine.CheckLock();
        if (machine.IsRunning) PrepareLive();
        CheckLocalDevices();
        CheckStorages();
        return CheckTunnel();
    }

    /// <summary>The replication job of a guest to a node, or null (find_local_replication_job).</summary>
    internal static ReplicationJob? ReplicationTo(Guest guest, string node) =>
        guest.Node.View.Replication.Jobs.FirstOrDefault(j => j.Guest == guest.Vmid && j.Target == node);

    /// <summary>Whether a guest that runs has replication jobs, and none of them to that node.</summary>
    internal static bool IsReplicatedElsewhere(Guest guest, string node) =>
        guest.Node.View.Replication.Jobs.Any(j => j.Guest == guest.Vmid) && ReplicationTo(guest, node) is null;

    private void PrepareLive()
    {
        if (!Request.Online) throw new PveException("can't migrate running VM without --online");
        if (IsReplicatedElsewhere(machine, Target.Name))
        {
            if (!Request.Force)
                throw new PveException($"Cannot live-migrate replicated VM to node '{Target.Name}' - not a replication target. Use 'force' to override.");
            Info($"WARNING: Node '{Target.Name}' is not a replication target. Existing replication jobs will fail after migration!");
        }
        wasPaused = machine.Status == GuestStatus.Paused;
        Info("conntrack state migration not supported or disabled, active connections might get dropped");
    }

    private void CheckLocalDevices()
    {
        var devices = LocalDevices(machine.Config).ToList();
        if (devices.Count == 0) return;
        if (!Request.Force) throw new PveException("can't migrate VM which uses local devices: " + string.Join(", ", devices));
        Info("migrating VM which uses local devices");
    }

    /// <summary>Devices of the node that the machine uses (PVE/QemuMigrate/Helpers.pm check_local_resources).</summary>
    internal static IEnumerable<string> LocalDevices(GuestConfig config) =>
        from line in config.Values
        let key = line.Key
        where key == "ivshmem" || IsNumbered(key, "usb") || IsNumbered(key, "hostpci") || IsNumbered(key, "serial") || IsNumbered(key, "parallel")
        where !(key.StartsWith("serial", StringComparison.Ordinal) && line.Value == "socket")
        where !(key.StartsWith("usb", StringComparison.Ordinal) && line.Value.Split(',')[0] is "spice" or "host=spice")
        select key;

    private static bool IsNumbered(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && key.Length > name.Length && key.AsSpan(name.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private void CheckStorages()
    {
        foreach (var use in VolumeUse.Of(machine.Config))
        {
            if (VolumeId.TryParse(use.Volume) is not { } id) continue;
            var storage = Source.Storages.Enabled(id.Storage);
            CheckTarget(use.Volume, storage.Shared ? id.Storage : TargetOf(id.Storage));
            if (storage.Shared && !StorageTypes.Get(storage.Type).IsOnline(Source.Storages.View(storage)))
                Task.Warn($"Used shared storage '{id.Storage}' is not online on source node!");
        }
    }

    /// <summary>Refuses a storage that the target cannot use, or that may not hold such a volume (target_storage_check_available).</summary>
    private void CheckTarget(string volume, string storage)
    {
        var kind = Source.Storages.NameOf(volume).Kind;
        if (!EnabledThere(storage).Content.Contains(kind)) throw new PveException($"{volume}: content type '{kind}' is not available on storage '{storage}'");
    }

    private StorageDefinition EnabledThere(string storage) => MigrationChecks.EnabledOn(Source, storage, Target.Name);

    private protected override IEnumerable<TimeSpan> CopyData()
    {
        Info($"starting migration of VM {Vmid} to node '{Target.Name}' ({Tunnel.Address})");
        machine.SetLock("migrate");
        FindReplicated();
        ScanVolumes();
        CorrectSizes();
        foreach (var piece in Replicate()) yield return piece;
        foreach (var piece in CopyOffline()) yield return piece;
    }

    private protected override void AbandonCopy()
    {
        Attempt(machine.RemoveLock);
        RemoveCopies();
        RemoveBitmaps();
    }

    private protected override IEnumerable<TimeSpan> Finish()
    {
        if (liveFailed) yield break;
        var fatal = new Attempted(MoveOver());
        foreach (var piece in fatal) yield return piece;
        if (fatal.Error is { } error)
        {
            Error(error.Message);
            Errors = true;
            yield break;
        }
        yield return TimeSpan.FromMilliseconds(IsLive ? 1200 : 300);
        foreach (var volume in volumes.Values.Where(v => !v.Replicated))
            Attempt(() => Source.Storages.Free(volume.Volume, Task.Log), $"removing local copy of '{volume.Volume}' failed - ");
        UnlockThere();
    }

    /// <summary>The configuration moves; a running machine goes on at the target.</summary>
    private IEnumerable<TimeSpan> MoveOver()
    {
        machine.Save(MigratedConfig.Of(machine.Config, Moved));
        if (isReplicated) HandReplicationOver();
        Source.Guests.VirtualMachines.MoveConfig(machine.Vmid, Target);
        if (isReplicated) TurnReplicationRound();
        if (!IsLive) yield break;
        if (mirrors.Count > 0) Info("stopping NBD storage migration server on target.");
        machine.Arrive(incoming!, Target);
        yield return Moment;
        if (!wasPaused && machine.Status == GuestStatus.Paused) machine.Resume();
    }
}
