using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// A restore of a virtual machine: the task <c>qmrestore</c> (qemu-server: PVE/API2/Qemu.pm create_vm). Extraction and configuration are in
/// files of their own.
/// </summary>
public sealed partial class RestoreRun : Restoring
{
    private readonly Node node;
    private readonly PveTask task;
    private readonly RestoreRequest request;
    private readonly string path;
    private readonly bool existed;
    private readonly Instant started;
    private readonly string refusal;
    private BackupArchive? archive;
    private bool dataRestored;
    private string error = "";

    private RestoreRun(Node node, PveTask task, RestoreRequest request, string path, bool existed)
    {
        this.node = node;
        this.task = task;
        this.request = request;
        this.path = path;
        this.existed = existed;
        started = node.Clock.Now;
        refusal = Refusal(request.Vmid);
    }

    /// <inheritdoc />
    public override int Vmid => request.Vmid;

    /// <summary>Checks the request, reserves the VMID and starts the task.</summary>
    /// <exception cref="PveException">The pool, archive or VMID cannot be used.</exception>
    public static PveTask Start(Node node, RestoreRequest request, string user)
    {
        if (request.Pool is { } pool && !Pools.Exists(node.Datacenter, pool))
            throw new PveException($"Permission check failed (pool '{pool}' does not exist)", 403);
        var path = request.Locate(node);
        var existed = node.Guests.ConfigPath(request.Vmid) is not null;
        try
        {
            Reserve(node, request);
        }
        catch (PveException failure)
        {
            throw new PveException($"{Refusal(request.Vmid)} {failure.Message}");
        }
        var id = request.Vmid.ToString(CultureInfo.InvariantCulture);
        return node.Tasks.Fork("qmrestore", id, user, task => new RestoreRun(node, task, request, path, existed).Work());
    }

    internal override void RecordSuccess() => node.Datacenter.Facts.Record(new RestoreSucceeded(
        node.Clock.Now, node.Name, Vmid, request.Archive, archive!.Vmid, node.Clock.Now - started, existed, archive.CapturedAt, task.Id));

    internal override void RecordFailure() =>
        node.Datacenter.Facts.Record(new RestoreFailed(node.Clock.Now, node.Name, Vmid, request.Archive, task.Id, error));

    private static string Refusal(int vmid) => string.Create(CultureInfo.InvariantCulture, $"unable to restore VM {vmid} -");

    /// <summary>Puts the lock <c>create</c> into the configuration (AbstractConfig.pm create_and_lock_config).</summary>
    private static void Reserve(Node node, RestoreRequest request)
    {
        if (node.Datacenter.OwnerOf(request.Vmid) is { } owner && owner != node && request.Force)
        {
            throw new PveException(string.Create(CultureInfo.InvariantCulture,
                $"close (rename) atomic file '/etc/pve/nodes/{node.Name}/qemu-server/{request.Vmid}.conf' failed: File exists"));
        }
        if (request.Force && node.Guests.Find(request.Vmid) is { } present)
        {
            present.SetLock("create");
            return;
        }
        node.Guests.Create(request.Vmid, GuestConfig.Empty.With("lock", "create"));
    }

    private void Fire(RestoreTrigger trigger) => node.Datacenter.Lifecycles.Restore.Fire(this, trigger);

    private IEnumerable<TimeSpan> Work()
    {
        task.AbortedAs = BackupRun.Interrupted;
        node.Datacenter.Facts.Record(new RestoreStarted(started, node.Name, Vmid, request.Archive, task.Id));
        var attempt = new Attempted(Restore());
        foreach (var pause in attempt.Concluded(BackupRun.Interrupted, Conclude)) yield return pause;
        if (attempt.Error is { } failure) throw failure;
        Fire(RestoreTrigger.Succeed);
    }

    private IEnumerable<TimeSpan> Restore()
    {
        var guest = node.Guests.Get(Vmid);
        if (guest.Config["protection"] == "1") throw new PveException($"{refusal} - protection mode enabled");
        if (guest.IsRunning) throw new PveException($"{refusal} vm is running");
        Fire(RestoreTrigger.Read);
        CheckHeader();
        if (request.Live) throw new PveException("live-restore is only compatible with backup images from a Proxmox Backup Server");
        var name = ArchiveName.Parse(path, node.Datacenter.Zone);
        if (name.Format == "tar") throw new PveException($"ERROR: file '{path}' does not look like a QemuServer vzdump backup");
        foreach (var pause in Extract(name)) yield return pause;
        dataRestored = true;
        Fire(RestoreTrigger.Configure);
        WriteConfig();
        Rescan();
        if (request.Pool is { } pool) Pools.Add(node.Datacenter, pool, Vmid);
        if (request.Start) StartRestored(guest);
    }

    /// <summary>A first look at the configuration; failing it only warns (restore_merge_config in create_vm).</summary>
    private void CheckHeader()
    {
        if (VolumeId.TryParse(request.Archive) is null || ArchiveName.TryParse(path, node.Datacenter.Zone) is not { Format: "vma" } name) return;
        try
        {
            VmaFile.Config(node.Files, path, name);
        }
        catch (PveException failure)
        {
            foreach (var line in $"Could not extract backed up config: {failure.Message}".Split('\n')) task.Log(line);
            task.Log("Skipping early checks!");
        }
    }

    private void StartRestored(VirtualMachine guest)
    {
        task.Log("Execute autostart");
        try
        {
            var start = node.Tasks.Fork("qmstart", Vmid.ToString(CultureInfo.InvariantCulture), task.Upid.User, t => GuestWork.Start(guest, t));
            if (start is { IsRunning: false, Ok: false }) task.Log(start.ExitStatus!);
        }
        catch (PveException failure)
        {
            task.Log(failure.Message);
        }
    }

    /// <summary>Cleans up after an error; there is nothing to do when all went well.</summary>
    private void Conclude(string? failure)
    {
        if (failure is null) return;
        error = failure;
        task.Quietly(() =>
        {
            if (node.Guests.Find(Vmid) is { Lock: "create" } left) left.RemoveLock();
        });
        task.Log(dataRestored
            ? FormattableString.Invariant($"error after data was restored, VM disks should be OK but config may require adaptions. VM {Vmid} state is NOT cleaned up.")
            : FormattableString.Invariant($"error before or during data restore, some or all disks were not completely restored. VM {Vmid} state is NOT cleaned up."));
        Fire(RestoreTrigger.Fail);
    }
}
