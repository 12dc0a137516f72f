using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// Making a container from a template or a backup: the tasks <c>vzcreate</c> and <c>vzrestore</c> (pve-container: PVE/API2/LXC.pm create_vm). Volumes
/// and extraction are in files of their own.
/// </summary>
public sealed partial class ContainerCreation : Restoring
{
    private readonly Node node;
    private readonly PveTask task;
    private readonly ContainerRequest request;
    private readonly Container container;
    private readonly bool existed;
    private readonly Instant started;
    private readonly List<string> made = [];
    private BackupArchive? archive;
    private bool changed;
    private string error = "";

    private ContainerCreation(Node node, PveTask task, ContainerRequest request, bool existed)
    {
        this.node = node;
        this.task = task;
        this.request = request;
        this.existed = existed;
        container = node.Guests.Containers.Get(request.Vmid);
        started = node.Clock.Now;
    }

    /// <inheritdoc />
    public override int Vmid => request.Vmid;

    /// <summary>Checks the request, reserves the VMID and starts the task.</summary>
    /// <exception cref="PveException">The VMID, pool, archive or storage cannot be used.</exception>
    public static PveTask Start(Node node, ContainerRequest request, string user)
    {
        var present = node.Guests.Containers.Find(request.Vmid);
        if (present is null || !request.Restore || !request.Force) node.Guests.CheckUnused(request.Vmid);
        else if (present.IsRunning) throw new PveException("can't overwrite running container");
        else if (present.Config["protection"] == "1") throw new PveException($"{Refusal(request)} protection mode enabled");
        if (request.Pool is { } pool && !Pools.Exists(node.Datacenter, pool))
            throw new PveException($"Permission check failed (pool '{pool}' does not exist)", 403);
        request.CheckAccess(node);
        if (!request.Mounts.IsEmpty && request.Mounts.All(m => m.Key != ContainerMount.Root))
            throw new PveException("mount points configured, but 'rootfs' not set - aborting");
        foreach (var mount in request.Mounts.Where(m => m.IsVolume)) CheckStorage(node, VolumeId.TryParse(mount.Volume)?.Storage ?? mount.Volume.Split(':')[0]);
        if (request.Mounts.IsEmpty) CheckStorage(node, request.Storage);
        try
        {
            if (present is not null) present.SetLock("create");
            else node.Guests.Containers.Create(request.Vmid, GuestConfig.Empty.With("lock", "create"));
        }
        catch (PveException failure)
        {
            throw new PveException($"{Refusal(request)} {failure.Message}");
        }
        var id = request.Vmid.ToString(CultureInfo.InvariantCulture);
        return node.Tasks.Fork(
            request.Restore ? "vzrestore" : "vzcreate", id, user, task => new ContainerCreation(node, task, request, present is not null).Work());
    }

    internal override void RecordSuccess()
    {
        if (archive is not null)
            node.Datacenter.Facts.Record(new RestoreSucceeded(
                node.Clock.Now, node.Name, Vmid, request.Archive, archive.Vmid, node.Clock.Now - started, existed, archive.CapturedAt, task.Id));
    }

    internal override void RecordFailure()
    {
        if (request.Restore) node.Datacenter.Facts.Record(new RestoreFailed(node.Clock.Now, node.Name, Vmid, request.Archive, task.Id, error));
    }

    private static string Refusal(ContainerRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"unable to {(request.Restore ? "restore" : "create")} CT {request.Vmid} -");

    private static void CheckStorage(Node node, string id)
    {
        if (!node.Storages.Enabled(id).Content.Contains("rootdir"))
            throw new PveException($"Parameter verification failed.\nstorage: storage '{id}' does not support container directories", 400);
        node.Storages.Activate(id);
    }

    private void Fire(RestoreTrigger trigger) => node.Datacenter.Lifecycles.Restore.Fire(this, trigger);

    private IEnumerable<TimeSpan> Work()
    {
        task.AbortedAs = BackupRun.Interrupted;
        if (request.Restore) node.Datacenter.Facts.Record(new RestoreStarted(started, node.Name, Vmid, request.Archive, task.Id));
        var attempt = new Attempted(container.Flock.Hold(task.Log, Create()));
        foreach (var pause in attempt.Concluded(BackupRun.Interrupted, Conclude)) yield return pause;
        if (attempt.Error is { } failure) throw new PveException($"{Refusal(request)} {failure.Message}");
        Fire(RestoreTrigger.Succeed);
        if (request.Start) StartCreated();
    }

    private IEnumerable<TimeSpan> Create()
    {
        var old = container.Config;
        Fire(RestoreTrigger.Read);
        var path = "";
        var stored = GuestConfig.Empty;
        if (request.Restore)
        {
            if (container.IsRunning) throw new PveException("can't overwrite running container");
            task.Log($"recovering backed-up configuration from '{request.Archive}'");
            path = request.Locate(node);
            stored = GuestConfig.Parse(TarFile.Config(node.Files, path, task.Log));
        }
        Fire(RestoreTrigger.Allocate);
        var unprivileged = request.Unprivileged ?? (request.Restore ? stored["unprivileged"] == "1" : true);
        var (wanted, delayed) = Mounts(stored);
        changed = true;
        var mounts = ContainerVolumes.Create(container, wanted, made, task.Log);
        if (existed) Replace(old);
        var config = GuestConfig.Empty with { Values = request.Settings };
        if (unprivileged) config = config.With("unprivileged", "1");
        foreach (var mount in mounts) config = config.With(mount.Key, mount.Print());
        Fire(RestoreTrigger.Extract);
        if (request.Restore) task.Log($"restoring '{request.Archive}' now..");
        else path = request.Locate(node);
        foreach (var pause in Extract(path, mounts, unprivileged)) yield return pause;
        Fire(RestoreTrigger.Configure);
        config = request.Restore ? Merge(config, stored) : SetUp(config, path, mounts);
        config = WithDefaults(config);
        foreach (var mount in delayed) config = config.With(mount.Key, mount.Print());
        container.Save(config);
        if (request.Pool is { } pool) Pools.Add(node.Datacenter, pool, Vmid);
    }

    /// <summary>The old container's volumes go once the new ones are there (destroy_lxc_container with a replacement configuration).</summary>
    private void Replace(GuestConfig old)
    {
        ContainerVolumes.Free(container, ContainerVolumes.All(old), task.Log, task.Log);
        container.Save(GuestConfig.Empty.With("lock", "create"));
    }

    private GuestConfig WithDefaults(GuestConfig config)
    {
        if (config["hostname"] is null) config = config.With("hostname", string.Create(CultureInfo.InvariantCulture, $"CT{Vmid}"));
        if (config["memory"] is null) config = config.With("memory", "512");
        return config["swap"] is null ? config.With("swap", "512") : config;
    }

    private void StartCreated()
    {
        var id = Vmid.ToString(CultureInfo.InvariantCulture);
        var start = node.Tasks.Fork("vzstart", id, task.Upid.User, t => ContainerWork.Start(container, t));
        if (start is { IsRunning: false, Ok: false }) task.Log(start.ExitStatus!);
    }

    /// <summary>Takes away what was made; a container that was not touched yet only loses its lock.</summary>
    /// <summary>Cleans up after an error; there is nothing to do when all went well.</summary>
    private void Conclude(string? failure)
    {
        if (failure is null) return;
        error = failure;
        task.Quietly(() => ContainerVolumes.Free(container, made, task.Log, task.Log));
        task.Quietly(() =>
        {
            if (changed || !existed) node.Guests.Containers.Remove(Vmid);
            else if (container.Lock == "create") container.RemoveLock();
        });
        Fire(RestoreTrigger.Fail);
    }
}
