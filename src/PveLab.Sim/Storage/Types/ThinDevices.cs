using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Storage.Types;

/// <summary>The device nodes of thin volumes, <c>/dev/pve/vm-100-disk-0</c>, on nodes whose /dev is a file system of its own.</summary>
internal static class ThinDevices
{
    public static void Add(Node node, ThinPool pool, string volume)
    {
        if (node.Files.MountAt("/dev") is null || node.Files.Exists(Path(pool, volume))) return;
        node.Files.CreateDirectory($"/dev/{pool.VolumeGroup}", parents: true);
        node.Files.CreateDevice(Path(pool, volume), block: true, pool.Volumes[volume]);
    }

    public static void Remove(Node node, ThinPool pool, string volume)
    {
        if (node.Files.Find(Path(pool, volume), followLast: false) is DeviceEntry) node.Files.Remove(Path(pool, volume));
    }

    private static string Path(ThinPool pool, string volume) => $"/dev/{pool.VolumeGroup}/{volume}";
}
