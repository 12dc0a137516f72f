using PveLab.Api.Cluster;
using PveLab.Api.Nodes;
using PveLab.Api.Nodes.Lxc;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Nodes.Replication;
using PveLab.Api.Nodes.Storage;
using PveLab.Api.Nodes.Tasks;
using PveLab.Api.Nodes.Vzdump;
using PveLab.Api.Storage;
using PveLab.Sim.Guests;

namespace PveLab.Api;

/// <summary>The directory of the API: one line for each group of methods.</summary>
public static class ApiCatalogue
{
    /// <summary>Every method there is.</summary>
    public static ApiTree Tree { get; } = new(IndexMethods.Complete(
    [
        .. VersionMethods.All,
        .. ClusterMethods.All,
        .. ClusterLogMethods.All,
        .. ClusterResourceMethods.All,
        .. PoolMethods.All,
        .. BackupJobMethods.All,
        .. BackupInfoMethods.All,
        .. ReplicationConfigMethods.All,
        .. HaResourceMethods.All,
        .. HaRuleMethods.All,
        .. HaGroupMethods.All,
        .. HaStatusMethods.All,
        .. ReplicationMethods.All,
        .. StorageMethods.All,
        .. NodeMethods.All,
        .. ServiceMethods.All,
        .. NodeLogMethods.All,
        .. NodeNetworkMethods.All,
        .. ScanMethods.All,
        .. DiskMethods.All,
        .. DiskListMethods.All,
        .. NodeStorageMethods.All,
        .. TaskMethods.All,
        .. VzdumpMethods.All,
        .. QemuStatusMethods.All,
        .. QemuPowerMethods.All,
        .. QemuConfigMethods.All,
        .. QemuCreateMethods.All,
        .. QemuDestroyMethods.All,
        .. LxcStatusMethods.All,
        .. LxcPowerMethods.All,
        .. LxcConfigMethods.All,
        .. LxcCreateMethods.All,
        .. LxcDestroyMethods.All,
        .. LxcResizeMethods.All,
        .. LxcMigrateMethods.All,
        .. SnapshotMethods.For(GuestKind.Container),
        .. QemuDiskMethods.All,
        .. QemuAgentMethods.All,
        .. QemuMigrateMethods.All,
        .. SnapshotMethods.For(GuestKind.VirtualMachine),
    ]));
}
