using PveLab.Sim.Cluster;

namespace PveLab.Sim.Zfs;

/// <content>Devices that go and come back (openzfs: module/zfs/vdev.c; cmd/zpool/zpool_main.c).</content>
public sealed partial class ZfsPool
{
    /// <summary>All devices.</summary>
    public IEnumerable<ZfsDevice> Devices => Vdevs.SelectMany(v => v.Devices);

    /// <summary>A device no longer answers: pulled, dead or unreadable.</summary>
    public void Lose(ZfsDevice device, ZfsDeviceState how = ZfsDeviceState.Unavail)
    {
        if (!device.Works) return;
        device.State = how;
        device.Missed = Allocated;
        Observe();
    }

    /// <summary>A device that was lost answers again; what it missed is copied. A suspended pool waits for <see cref="Clear"/>.</summary>
    public void Regain(ZfsDevice device)
    {
        if (device.State is ZfsDeviceState.Online or ZfsDeviceState.Offline) return;
        Return(device);
        Observe();
    }

    private void Return(ZfsDevice device)
    {
        device.State = ZfsDeviceState.Online;
        StartResilver(Math.Max(0, Allocated - device.Missed));
    }

    /// <summary>Takes a device out (<c>zpool offline</c>).</summary>
    /// <exception cref="ZfsException">Nothing could stand in for it.</exception>
    public void Offline(ZfsDevice device)
    {
        var vdev = Vdevs.First(v => v.Devices.Contains(device));
        if (device.Works && vdev.Missing >= vdev.Spare) throw new ZfsException($"cannot offline {device.Name}: no valid replicas");
        if (device.Works) device.Missed = Allocated;
        device.State = ZfsDeviceState.Offline;
        Observe();
    }

    /// <summary>Lets another disk take a device's place: everything is copied to it, then the old one leaves (<c>zpool replace</c>).</summary>
    /// <exception cref="ZfsException">The pool gives nothing to copy, or the device is being replaced.</exception>
    public void Replace(ZfsDevice device, string name, PhysicalDisk disk)
    {
        if (!TakesWrites) throw new ZfsException($"cannot replace {device.Name} with {name}: pool I/O is currently suspended");
        if (device.Successor is not null)
            throw new ZfsException($"cannot replace {device.Name} with {name}: already in replacing/spare config; wait for completion or use 'zpool detach'");
        var vdev = Vdevs.First(v => v.Devices.Contains(device));
        if (!device.Works && vdev.Missing > vdev.Spare) throw new ZfsException($"cannot replace {device.Name} with {name}: no valid replicas");
        var successor = new ZfsDevice(name, disk);
        device.Successor = successor;
        Cluster.Node.Watch(disk, this);
        StartResilver(Allocated);
        var scan = Scan!;
        Node.Clock.At(scan.Ends, () => Replaced(vdev, device, successor));
    }

    private void Replaced(ZfsVdev vdev, ZfsDevice old, ZfsDevice successor)
    {
        if (old.Successor != successor || successor.Disk.Failed || Status == ZfsPoolStatus.Unavail) return;
        old.Successor = null;
        vdev.Exchange(old, successor);
        Observe();
    }

    /// <summary>Takes a device back in (<c>zpool online</c>).</summary>
    public void Online(ZfsDevice device)
    {
        if (device.State == ZfsDeviceState.Offline || !device.Works && !device.Disk.Failed) Return(device);
        Observe();
    }

    /// <summary>Forgets errors, and lets a suspended pool go on when enough devices are back (<c>zpool clear</c>).</summary>
    /// <exception cref="ZfsException">They are not.</exception>
    public void Clear(ZfsDevice? only = null)
    {
        foreach (var device in Devices.Where(d => only is null || d == only))
        {
            (device.ReadErrors, device.WriteErrors, device.ChecksumErrors) = (0, 0, 0);
            if (device.State is ZfsDeviceState.Faulted or ZfsDeviceState.Degraded && !device.Disk.Failed) Return(device);
        }
        if (Status == ZfsPoolStatus.Suspended)
        {
            if (!Vdevs.All(v => v.Holds)) throw new ZfsException($"cannot clear errors for {Name}: I/O error");
            Fire(ZfsPoolTrigger.Resume);
        }
        Observe();
    }

    /// <summary>The node does not have the pool: its disks are in no slot, or it was never made here.</summary>
    public void Leave()
    {
        if (IsImported) Fire(ZfsPoolTrigger.Lose);
    }

    /// <summary>The node has the pool again, as it was.</summary>
    public void Import()
    {
        if (IsImported) return;
        Fire(ZfsPoolTrigger.Import);
        MountAll();
        Observe();
    }

    /// <summary>Looks at the devices and takes the transition that follows.</summary>
    internal void Observe()
    {
        if (!Vdevs.All(v => v.Holds)) Fire(ZfsPoolTrigger.Suspend);
        else Fire(Devices.All(d => d.State == ZfsDeviceState.Online) ? ZfsPoolTrigger.Heal : ZfsPoolTrigger.Degrade);
    }

    internal void DiskChanged(PhysicalDisk disk)
    {
        foreach (var given in Devices.Where(d => d.Successor?.Disk == disk && disk.Failed)) given.Successor = null;
        foreach (var device in Devices.Where(d => d.Disk == disk).ToList())
        {
            if (disk.Failed) Lose(device, ZfsDeviceState.Removed);
            else Regain(device);
        }
    }

    internal void Stopped()
    {
        foreach (var dataset in datasets.Values) dataset.FileSystem?.Hang();
    }

    internal void GoesOn()
    {
        foreach (var dataset in datasets.Values) dataset.FileSystem?.Recover();
    }

    internal void Vanished()
    {
        foreach (var dataset in datasets.Values.Reverse()) Unmount(dataset);
    }

    private void Fire(ZfsPoolTrigger trigger) => Node.Datacenter.Lifecycles.ZfsPool.Fire(this, trigger);
}
