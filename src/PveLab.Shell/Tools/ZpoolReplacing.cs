using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zpool replace: another disk takes a device's place (openzfs: cmd/zpool/zpool_main.c zpool_do_replace, zpool_vdev.c).</summary>
internal static class ZpoolReplacing
{
    public static void Replace(ZfsRun run)
    {
        run.Read("f", "swo");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing pool name argument");
        if (run.Operands.Count == 1) throw new ZfsUsageException("missing <device> specification");
        if (run.Operands.Count > 3) throw new ZfsUsageException("too many arguments");
        var pool = Zpool.Open(run, run.Operands[0]);
        var (old, given) = (run.Operands[1], run.Operands[^1]);
        var disk = Find(run.Invocation.Node, given);
        var name = given.StartsWith("/dev/", StringComparison.Ordinal) ? given["/dev/".Length..] : given;
        var device = pool.Devices.FirstOrDefault(d => d.Name == old || "/dev/" + d.Name == old) ?? throw new ZfsException($"cannot replace {old} with {given}: no such device in pool");
        CheckUnused(run, disk, name, device);
        pool.Settle();
        pool.Replace(device, name, disk);
    }

    private static PhysicalDisk Find(Node node, string given)
    {
        var name = given.StartsWith("/dev/", StringComparison.Ordinal) ? given["/dev/".Length..] : given;
        if (node.Host.Disks.FirstOrDefault(d => d.Name == name && !d.Failed) is { } disk) return disk;
        throw new ZfsException(given.StartsWith('/') ? $"cannot resolve path '{given}'" : $"cannot open '{given}': no such device in /dev\nmust be a full path or shorthand device name");
    }

    private static void CheckUnused(ZfsRun run, PhysicalDisk disk, string name, ZfsDevice device)
    {
        var errors = "invalid vdev specification\n" + (run.Has('f') ? "the following errors must be manually repaired:" : "use '-f' to override the following errors:");
        foreach (var pool in run.Invocation.Node.Zpools.Values)
        {
            // A disk that came back into its own place, all of it gone, may take that place again.
            if (pool.Devices.Any(d => (d.Disk == disk && (d != device || d.Works)) || d.Successor?.Disk == disk))
                throw new ZfsException($"{errors}\n/dev/{name}1 is part of active pool '{pool.Name}'");
        }
        var node = run.Invocation.Node;
        if (node.Files.Mounts.FirstOrDefault(m => m.FileSystem.Disk == disk && m.FileSystem.Type != "zfs") is { } mount)
            throw new ZfsException($"{errors}\n/dev/{name} is in use and contains a {mount.FileSystem.Type} filesystem.");
    }
}
