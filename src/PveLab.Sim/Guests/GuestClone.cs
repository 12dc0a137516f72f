using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>What kind of clone is wanted.</summary>
/// <param name="NewId">VMID of the clone.</param>
public sealed record CloneRequest(int NewId)
{
    /// <summary>Its name; null for <c>Copy-of-VM-…</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Its notes; null for those of the original.</summary>
    public string? Description { get; init; }

    /// <summary>The pool it joins.</summary>
    public string? Pool { get; init; }

    /// <summary>Clone this snapshot.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Where the disks of a full clone go; null for where the originals are.</summary>
    public string? Storage { get; init; }

    /// <summary>Format of the disks of a full clone.</summary>
    public string? Format { get; init; }

    /// <summary>Full or linked; null for linked where the original is a template.</summary>
    public bool? Full { get; init; }

    /// <summary>KiB/s, 0 for no limit; null for the limits of the storages.</summary>
    public long? BandwidthLimit { get; init; }
}

/// <summary>Makes a copy of a virtual machine (qemu-server: PVE/API2/Qemu.pm clone_vm).</summary>
public sealed class GuestClone(VirtualMachine guest, CloneRequest request)
{
    private static readonly ImmutableSortedSet<string> NotCopied = ImmutableSortedSet.Create(
        StringComparer.Ordinal, "parent", "snaptime", "vmstate", "snapstate", "runningcpu", "runningmachine", "running-nets-host-mtu", "lock", "template", "digest");

    private Node Node => guest.Node;

    /// <summary>Refuses what cannot be cloned; done before the worker is forked and again in it.</summary>
    /// <exception cref="PveException">Locked, no such snapshot, VMID taken, a disk that cannot be cloned so, ….</exception>
    public void Check() => Plan();

    /// <summary>The worker.</summary>
    public IEnumerable<TimeSpan> Work(PveTask task)
    {
        var (config, disks, full) = Plan();
        config = Renewed(config);
        var copy = new DiskCopy(guest, request.NewId, task.Log);
        var clone = Node.Guests.Create(request.NewId, GuestConfig.Empty.With("lock", "clone"));
        var done = false;
        PveException? error;
        try
        {
            var cloning = new Attempted(Clone(clone, config, disks, full, copy));
            foreach (var piece in cloning) yield return piece;
            error = cloning.Error;
            done = error is null;
        }
        finally
        {
            if (!done)
            {
                copy.Discard();
                Node.Guests.Remove(request.NewId);
            }
        }
        if (error is not null) throw new PveException("clone failed: " + error.Message);
    }

    private IEnumerable<TimeSpan> Clone(VirtualMachine clone, GuestConfig config, IReadOnlyList<(string Key, Drive Drive)> disks, bool full, DiskCopy copy)
    {
        for (var i = 0; i < disks.Count; i++)
        {
            var (key, drive) = disks[i];
            var source = new DiskSource(key, drive, request.Storage, request.Format);
            if (full || key == "tpmstate0")
            {
                foreach (var piece in copy.Copy(source, request.Snapshot, LimitOf(drive), last: i == disks.Count - 1)) yield return piece;
                config = config.With(key, copy.Finished(source, copy.Made[^1]).ToString());
            }
            else
            {
                yield return TimeSpan.FromMilliseconds(300);
                config = config.With(key, copy.Link(source, request.Snapshot).ToString());
            }
            clone.Save(config.With("lock", "clone"));
        }
        clone.Save(config);
        if (request.Pool is { } pool) Pools.Add(Node.Datacenter, pool, request.NewId);
    }

    private (GuestConfig Config, IReadOnlyList<(string Key, Drive Drive)> Disks, bool Full) Plan()
    {
        if (request.Pool is { } pool && !Pools.Exists(Node.Datacenter, pool)) throw new PveException($"Permission check failed (pool '{pool}' does not exist)", 403);
        if (request.Storage is { } target && !Node.Storages.Enabled(target).Content.Contains("images"))
            throw new PveException($"Parameter verification failed.\nstorage: storage '{target}' does not support vm images", 400);
        var config = guest.Config;
        guest.CheckLock();
        var source = request.Snapshot is not { } name ? config
            : GuestConfig.Empty with { Values = config.Snapshot(name) ?? throw new PveException($"snapshot '{name}' does not exist") };
        var full = request.Full ?? config["template"] != "1";
        if (request.Storage is not null && !full) throw new PveException("parameter 'storage' not allowed for linked clones");
        if (request.Format is not null && !full) throw new PveException("parameter 'format' not allowed for linked clones");
        if (Node.Guests.Find(request.NewId) is not null)
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to create VM {request.NewId}: config file already exists"));
        // On another node or as a container the file can be written no more than here.
        Node.Guests.CheckUnused(request.NewId);
        var disks = source.Drives().Where(d => !d.Drive.IsCdrom).OrderBy(d => d.Key, StringComparer.Ordinal).ToList();
        foreach (var (key, drive) in disks) CheckDisk(key, drive, full);
        var copied = source.Values.RemoveRange(source.Values.Keys.Where(k => NotCopied.Contains(k) || k == "description" || k.StartsWith("unused", StringComparison.Ordinal)));
        var notes = request.Snapshot is null ? config.Description : source["description"] ?? "";
        return (GuestConfig.Empty with { Values = copied.RemoveRange(disks.Select(d => d.Key)), Description = request.Description ?? notes }, disks, full);
    }

    private void CheckDisk(string key, Drive drive, bool full)
    {
        if (full && guest.IsRunning && request.Snapshot is null && key == "tpmstate0") throw new PveException("cannot clone TPM state while VM is running");
        var copies = full || key == "tpmstate0";
        if (Node.Storages.HasFeature(copies ? "copy" : "clone", drive.Volume, request.Snapshot)) return;
        throw new PveException($"{(copies ? "Full" : "Linked")} clone feature is not supported for{(request.Snapshot is null ? "" : " a snapshot of")} '{drive.Volume}' ({key})");
    }

    /// <summary>What makes a clone another machine: its name, addresses and ids.</summary>
    private GuestConfig Renewed(GuestConfig config)
    {
        foreach (var key in GuestNic.Keys(config).ToList())
            config = config.With(key, GuestNic.Print(GuestNic.Parse(config[key]!).SetItem("macaddr", GuestNic.RandomMac(Node.Datacenter))));
        var uuids = Node.Datacenter.Chance["uuid"];
        var smbios = (config["smbios1"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.StartsWith("uuid=", StringComparison.Ordinal)).Append("uuid=" + uuids.Uuid());
        config = config.With("smbios1", string.Join(',', smbios.Order(StringComparer.Ordinal)));
        if (config["vmgenid"] is not null) config = config.With("vmgenid", uuids.Uuid());
        return config.With("name", request.Name ?? "Copy-of-VM-" + (config["name"] ?? guest.Vmid.ToString(CultureInfo.InvariantCulture)));
    }

    private long? LimitOf(Drive drive) =>
        StorageLimits.Of(Node, "clone", [VolumeId.Parse(drive.Volume).Storage, .. request.Storage is { } target ? (string[])[target] : []], request.BandwidthLimit);
}
