using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Migration;

/// <summary>
/// What is looked at before a migration's worker is forked, and forking it (qemu-server: PVE/API2/Qemu.pm migrate_vm; pve-container: PVE/API2/LXC.pm
/// migrate_vm).
/// </summary>
public static class MigrationChecks
{
    /// <summary>Starts a migration.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="user">Who wants it.</param>
    /// <param name="warn">Takes warnings.</param>
    /// <param name="byManager">High availability asks for it itself.</param>
    /// <exception cref="PveException">It is refused.</exception>
    public static PveTask Start(Guest guest, MigrationRequest request, string user, Action<string> warn, bool byManager = false)
    {
        var node = guest.Node;
        if (request.Target == node.Name) throw new PveException("Parameter verification failed.\ntarget: target is local node.", 400);
        if (!node.HasQuorum) throw new PveException("cluster not ready - no quorum?");
        CheckNode(node, request.Target);
        request = guest is VirtualMachine machine ? Check(machine, request, warn) : Check((Container)guest, request);
        CheckMap(node, request, guest);
        var id = FormattableString.Invariant($"{guest.Vmid}");
        if (!byManager && node.View.HighAvailability.Resources.Manages(guest.Vmid, "started"))
            return node.Tasks.Fork("hamigrate", id, user, task => Ask(guest, request.Target, task));
        return guest is VirtualMachine vm
            ? node.Tasks.Fork("qmigrate", id, user, task => new QemuMigration(vm, request, task).Work())
            : node.Tasks.Fork("vzmigrate", id, user, task => new ContainerMigration((Container)guest, request, task).Work());
    }

    /// <summary>Refuses a node that the cluster does not have (pve-cluster: PVE/Cluster.pm check_node_exists).</summary>
    /// <exception cref="PveException">It has none of that name.</exception>
    public static void CheckNode(Node seenFrom, string target)
    {
        if (!seenFrom.Datacenter.Nodes.ContainsKey(target)) throw new PveException($"no such cluster node '{target}'");
    }

    /// <summary>The storages of a virtual machine's drives that a node may not use (check_local_storage_availability).</summary>
    public static IReadOnlyCollection<string> UnavailableStorages(VirtualMachine machine, string node) => new SortedSet<string>(
        from drive in machine.Config.Drives()
        let storage = VolumeId.TryParse(drive.Drive.Volume)?.Storage
        where storage is not null
        let definition = machine.Node.View.Storages.Get(storage)
        where definition.Disabled || (!definition.Nodes.IsEmpty && !definition.Nodes.Contains(node))
        select storage, StringComparer.Ordinal);

    /// <summary>The volumes of a virtual machine that only its node has (check_vm_disks_local).</summary>
    public static IEnumerable<LocalDisk> LocalDisks(VirtualMachine machine) =>
        from use in VolumeUse.Of(machine.Config)
        let id = VolumeId.TryParse(use.Volume)
        where use.IsCdrom ? use.Volume == "cdrom" || id is not null : id is not null
        where id is null || !machine.Node.View.Storages.Get(id.Storage).Shared
        select new LocalDisk(use.Volume, id is null || use.IsCdrom ? null : machine.Node.Storages.Measure(use.Volume)?.Size, use.IsCdrom, use.IsUnused);

    /// <summary>The devices of its node that a virtual machine uses (check_local_resources).</summary>
    public static IEnumerable<string> LocalDevices(VirtualMachine machine) => QemuMigration.LocalDevices(machine.Config);

    /// <summary>A storage that is neither disabled nor restricted to other nodes, as seen from a node for another (storage_check_enabled).</summary>
    /// <exception cref="PveException">It is.</exception>
    public static StorageDefinition EnabledOn(Node seenFrom, string storage, string node)
    {
        var definition = seenFrom.View.Storages.Get(storage);
        if (definition.Disabled) throw new PveException($"storage '{storage}' is disabled");
        if (!definition.Nodes.IsEmpty && !definition.Nodes.Contains(node)) throw new PveException($"storage '{storage}' is not available on node '{node}'");
        return definition;
    }

    private static MigrationRequest Check(VirtualMachine machine, MigrationRequest request, Action<string> warn)
    {
        machine.CheckLock();
        if (machine.IsRunning)
        {
            if (!request.Online) throw new PveException("can't migrate running VM without --online");
            if (!request.Force && QemuMigration.IsReplicatedElsewhere(machine, request.Target))
                throw new PveException($"Cannot live-migrate replicated VM to node '{request.Target}' - not a replication target. Use 'force' to override.");
        }
        else if (request.Online)
        {
            warn("VM isn't running. Doing offline migration instead.");
            request = request with { Online = false };
        }
        if (request.Storages is null or { Identity: true }) CheckStorages(machine, request.Target);
        return request;
    }

    private static MigrationRequest Check(Container container, MigrationRequest request)
    {
        if (container.IsRunning && !request.Online && !request.Restart) throw new PveException("can't migrate running container without --online or --restart");
        return request;
    }

    /// <summary>Every volume must be on a storage that both nodes may use (check_storage_availability).</summary>
    private static void CheckStorages(VirtualMachine machine, string target)
    {
        foreach (var (_, drive) in machine.Config.Drives())
        {
            if (VolumeId.TryParse(drive.Volume) is not { } id) continue;
            var storage = machine.Node.Storages.Enabled(id.Storage);
            EnabledOn(machine.Node, id.Storage, target);
            var kind = machine.Node.Storages.NameOf(drive.Volume).Kind;
            if (!storage.Content.Contains(kind)) throw new PveException($"{drive.Volume}: content type '{kind}' is not available on storage '{id.Storage}'");
        }
    }

    private static void CheckMap(Node node, MigrationRequest request, Guest guest)
    {
        foreach (var storage in request.Storages?.Targets ?? [])
        {
            var wanted = guest is Container ? "rootdir" : "images";
            if (EnabledOn(node, storage, request.Target).Content.Contains(wanted)) continue;
            throw new PveException($"storage '{storage}' does not support {(guest is Container ? "CT rootdirs" : "vm images")}");
        }
    }

    /// <summary>Leaves the move to the cluster resource manager.</summary>
    private static IEnumerable<TimeSpan> Ask(Guest guest, string target, PveTask task)
    {
        task.Log(FormattableString.Invariant($"Requesting HA migration for {guest.Kind.Label} {guest.Vmid} to node {target}"));
        yield return TimeSpan.FromSeconds(1);
        guest.Node.View.HighAvailability.Queue(FormattableString.Invariant($"migrate {(guest is Container ? "ct" : "vm")}:{guest.Vmid} {target}"));
    }
}

/// <summary>A volume that only one node has.</summary>
/// <param name="Volume">Its volume id.</param>
/// <param name="Size">Its size in bytes; null for what lies in a CD-ROM drive.</param>
/// <param name="IsCdrom">Whether it lies in a CD-ROM drive.</param>
/// <param name="IsUnused">Whether no drive has it.</param>
public sealed record LocalDisk(string Volume, long? Size, bool IsCdrom, bool IsUnused);
