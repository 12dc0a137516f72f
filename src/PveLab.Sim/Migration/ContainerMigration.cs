using PveLab.Sim.Guests;
using PveLab.Sim.Replication;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Migration;

/// <summary>A container on its way to another node; one that runs is shut down and started again there (pve-container: PVE/LXC/Migrate.pm).</summary>
public sealed class ContainerMigration : GuestMigration
{
    private static readonly string[] Migratable = ["dir", "zfspool", "lvmthin", "lvm", "btrfs"];

    private readonly Container container;
    private readonly SortedDictionary<string, LocalVolume> volumes = new(StringComparer.Ordinal);
    private readonly List<string> copied = [];
    private bool wasRunning;
    private bool gone;

    internal ContainerMigration(Container container, MigrationRequest request, PveTask task)
        : base(container, request, task) => this.container = container;

    private protected override bool RunsMeanwhile => false;

    private protected override IEnumerable<TimeSpan> Prepare()
    {
        container.CheckLock();
        wasRunning = container.IsRunning;
        if (wasRunning && Request.Online) throw new PveException("lxc live migration is currently not implemented");
        if (wasRunning && !Request.Restart)
            throw new PveException("running container can only be migrated in restart mode at /usr/share/perl5/PVE/LXC/Migrate.pm line 44.");
        foreach (var mount in Mounts(container.Config)) CheckMount(mount);
        foreach (var piece in CheckTunnel()) yield return piece;
        if (!wasRunning) yield break;
        Info($"shutdown CT {Vmid}");
        if (!container.IsRunning) yield break;
        container.Shutdown();
        foreach (var piece in ContainerWork.AwaitEnd(container, Task, Request.Timeout, force: false)) yield return piece;
    }

    private static IEnumerable<ContainerMount> Mounts(GuestConfig config) =>
        ContainerMount.Of(config).Concat(config.Values
            .Where(v => v.Key.StartsWith("unused", StringComparison.Ordinal)).Select(v => ContainerMount.Parse(v.Key, v.Value)));

    private void CheckMount(ContainerMount mount)
    {
        if (!mount.IsVolume)
        {
            if (mount.Line["shared"] is "1" or "yes" or "on" or "true") return;
            throw new PveException($"cannot migrate local {mount.Type} mount point '{mount.Key}'");
        }
        if (VolumeId.TryParse(mount.Volume) is not { } id) throw new PveException($"can't determine assigned storage for mount point '{mount.Key}'");
        var storage = Source.Storages.Enabled(id.Storage);
        if (!storage.Content.Contains("rootdir")) throw new PveException($"content type 'rootdir' is not available on storage '{id.Storage}'");
        if (storage.Shared && !StorageTypes.Get(storage.Type).IsOnline(Source.Storages.View(storage)))
            Task.Warn($"Used shared storage '{id.Storage}' is not online on source node!");
        var goesTo = storage.Shared ? id.Storage : TargetOf(id.Storage);
        if (!MigrationChecks.EnabledOn(Source, goesTo, Target.Name).Content.Contains("rootdir"))
            throw new PveException($"{mount.Volume}: content type 'rootdir' is not available on storage '{goesTo}'");
    }

    private protected override IEnumerable<TimeSpan> CopyData()
    {
        Info($"starting migration of CT {Vmid} to node '{Target.Name}' ({Tunnel.Address})");
        container.SetLock("migrate");
        ScanVolumes();
        var replicated = QemuMigration.ReplicationTo(container, Target.Name) is null ? [] : ReplicableVolumes.Of(container);
        foreach (var piece in Source.Replication.RunBeforeMigration(container.Vmid, Target.Name, Info)) yield return piece;
        foreach (var volume in volumes.Values.Where(v => !replicated.Contains(v.Volume)))
        {
            copied.Add(volume.Volume);
            foreach (var piece in Copy(volume)) yield return piece;
        }
        if (replicated.Count > 0) HandReplicationOver();
        container.Save(MigratedConfig.Of(container.Config, Moved));
        Source.Guests.Containers.MoveConfig(container.Vmid, Target);
        if (replicated.Count > 0) TurnReplicationRound();
        gone = true;
    }

    private void ScanVolumes()
    {
        var problems = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var config = container.Config;
        foreach (var snapshot in config.Snapshots)
            foreach (var mount in ContainerMount.Of(GuestConfig.Empty with { Values = config.Snapshot(snapshot)! }))
                if (mount.IsVolume) Try(problems, mount.Volume, () => Look(mount.Volume, snapshot: true));
        foreach (var mount in Mounts(config))
        {
            if (mount.IsVolume) Try(problems, mount.Volume, () => Look(mount.Volume, snapshot: false));
            else Info($"ignoring shared '{mount.Type}' mount point '{mount.Key}' ('{mount.Volume}')");
        }
        foreach (var volume in volumes.Values) Try(problems, volume.Volume, () => CheckMigratable(volume.Volume));
        foreach (var volume in volumes.Values)
            Info($"found local volume '{volume.Volume}' ({(volume.Reference == "snapshot" ? "referenced by snapshot(s)" : "in current VM config")})");
        foreach (var (volume, problem) in problems) Info($"can't migrate local volume '{volume}': {problem}");
        if (problems.Count > 0) throw new PveException("can't migrate CT - check log");
    }

    private static void Try(SortedDictionary<string, string> problems, string volume, Action act)
    {
        try
        {
            act();
        }
        catch (PveException error)
        {
            problems.TryAdd(volume, error.Message);
        }
    }

    private void Look(string volume, bool snapshot)
    {
        var id = VolumeId.Parse(volume);
        var storage = Source.Storages.Enabled(id.Storage);
        if (storage.Shared)
        {
            if (!snapshot) Info($"volume '{volume}' is on shared storage '{id.Storage}'");
            return;
        }
        var goesTo = TargetOf(id.Storage);
        MigrationChecks.EnabledOn(Source, goesTo, Target.Name);
        var local = volumes.GetValueOrDefault(volume) ?? new LocalVolume(volume, goesTo) { Limit = LimitOf(id.Storage, goesTo) };
        local.Reference = snapshot ? "snapshot" : "config";
        local.Snapshots |= snapshot;
        volumes[volume] = local;
        if (!GuestDisks.IsOwner(container, volume)) throw new PveException($"owned by other guest (owner = {Source.Storages.NameOf(volume).Vmid})");
        if (snapshot && storage.Type != "zfspool") throw new PveException("non-migratable snapshot exists");
    }

    private void CheckMigratable(string volume)
    {
        var (storage, _) = Source.Storages.Split(volume);
        if (!Migratable.Contains(storage.Type)) throw new PveException($"storage type '{storage.Type}' not supported");
        if (Source.Storages.NameOf(volume).Base is { } origin) throw new PveException($"clone of '{origin.Name}'");
    }

    private protected override void AbandonCopy()
    {
        foreach (var volume in copied) Error($"found stale volume copy '{Moved.GetValueOrDefault(volume, volume)}' on node '{Target.Name}'");
        Info("start final cleanup");
        Attempt(container.RemoveLock);
        if (!Request.Restart || !wasRunning) return;
        Info("start container on source node");
        Attempt(() => container.Start(Task.Log, skipLock: true));
    }

    private protected override IEnumerable<TimeSpan> GoLive() => [];

    private protected override void AbandonLive()
    {
    }

    private protected override IEnumerable<TimeSpan> Finish()
    {
        foreach (var volume in copied) Attempt(() => Source.Storages.Free(volume, Task.Log), $"removing local copy of '{volume}' failed - ");
        Info("start final cleanup");
        yield return NodeTunnel.Takes;
        UnlockThere();
        if (!gone || !Request.Restart || !wasRunning) yield break;
        Info("start container on target node");
        var command = Tunnel.Command($"pct start {Vmid}");
        Info("# " + command);
        var starting = new Attempted(StartThere());
        foreach (var piece in starting) yield return piece;
        if (starting.Error is not { } error) yield break;
        foreach (var line in error.Message.Split('\n')) Info(line);
        Error($"command '{command}' failed: exit code 255");
        Errors = true;
    }

    private IEnumerable<TimeSpan> StartThere()
    {
        if (!Tunnel.IsOpen) throw new PveException(Tunnel.NoRoute);
        var there = Target.Guests.Containers.Get(container.Vmid);
        var task = Target.Tasks.RunAs("pct", () => Target.Tasks.Fork("vzstart", Vmid, "root@pam", t => ContainerWork.Start(there, t)));
        while (task.IsRunning) yield return TimeSpan.FromMilliseconds(200);
        if (!task.Ok) throw new PveException(task.ExitStatus!);
    }
}
