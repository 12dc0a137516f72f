using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Replication;

/// <summary>What datacenter.cfg says of how replication's data travels: <c>replication</c>, or else <c>migration</c> (pve-cluster: PVE/DataCenterConfig.pm).</summary>
internal static class TransmissionSettings
{
    internal static ReplicationTransmission Of(ClusterView view)
    {
        if (view.Tree.Find("/datacenter.cfg") is not TextFile file) return ReplicationTransmission.Default;
        var lines = file.Text.Split('\n');
        return Read(lines, "replication: ") ?? Read(lines, "migration: ") ?? ReplicationTransmission.Default;
    }

    private static ReplicationTransmission? Read(string[] lines, string key)
    {
        if (Array.FindLast(lines, l => l.StartsWith(key, StringComparison.Ordinal)) is not { } line) return null;
        var values = line[key.Length..].Trim().Split(',').Select(p => p.Split('=', 2)).Select(p => p.Length > 1 ? (p[0], p[1]) : ("type", p[0])).ToList();
        return new(values.Contains(("type", "insecure")), values.Find(v => v.Item1 == "network").Item2);
    }
}
