using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Storage.Types;

/// <summary>Tells virtual machines' images from containers'.</summary>
internal static class GuestKinds
{
    /// <summary><c>rootdir</c> for an image owned by a container, else <c>images</c> (pve-storage: PVE/Storage/Plugin.pm list_volumes).</summary>
    public static string ContentOf(Datacenter datacenter, int? vmid) => datacenter.Nodes.Keys.Any(node =>
        datacenter.Cluster.Exists(string.Create(CultureInfo.InvariantCulture, $"/nodes/{node}/lxc/{vmid}.conf"))) ? "rootdir" : "images";
}
