using System.Collections.Immutable;

namespace PveLab.Sim.Cluster;

/// <summary>Whose word counts where the chapter's book and the real Proxmox VE differ.</summary>
public enum Dialect
{
    /// <summary>Strictly what Proxmox VE 9.1 does: the default, and what exams use.</summary>
    Pve,

    /// <summary>What the book prints works as well.</summary>
    Book,
}

/// <summary>One place where book and product differ.</summary>
/// <param name="Id">Its name in code and in docs/FIDELITY.md.</param>
/// <param name="Book">What the book expects.</param>
/// <param name="Pve">What Proxmox VE does.</param>
public sealed record DialectDifference(string Id, string Book, string Pve)
{
    /// <summary>The log file the chapter looks for.</summary>
    public static DialectDifference VzdumpLogName { get; } = new(
        "vzdump-log-name",
        "/var/log/vzdump/vzdump-qemu-VMID-TIME.log holds the log of one backup",
        "/var/log/vzdump/qemu-VMID.log holds the log of the last backup, and a copy named like the archive lies beside the archive");

    /// <summary>The option the chapter limits the cluster's task list with.</summary>
    public static DialectDifference ClusterTasksLimit { get; } = new(
        "cluster-tasks-limit",
        "pvesh get /cluster/tasks --limit N shows the newest N tasks",
        "/cluster/tasks has no parameter 'limit'; /nodes/NODE/tasks has");

    /// <summary>Every difference there is.</summary>
    public static ImmutableArray<DialectDifference> All { get; } = [VzdumpLogName, ClusterTasksLimit];
}
