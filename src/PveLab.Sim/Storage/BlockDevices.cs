using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage;

/// <summary>The device nodes of volumes, <c>/dev/pve/vm-100-disk-0</c>, on nodes whose /dev is a file system of its own.</summary>
internal static class BlockDevices
{
    public static void Add(Node node, string path, DiskImage image)
    {
        if (node.Files.MountAt("/dev") is null || node.Files.Exists(path)) return;
        node.Files.CreateDirectory(UnixPath.Directory(path), parents: true);
        node.Files.CreateDevice(path, block: true, image);
    }

    public static void Remove(Node node, string path)
    {
        if (node.Files.Find(path, followLast: false) is DeviceEntry) node.Files.Remove(path);
    }
}
