using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>What backups of one node share: the global lock, and the scheduler that starts jobs.</summary>
public sealed class NodeBackups
{
    private readonly Dictionary<string, long?> times = new(StringComparer.Ordinal);

    internal NodeBackups(Node node)
    {
        Node = node;
        Scheduler = new Scheduler(node);
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The task that holds /var/run/vzdump.lock, null when it is free.</summary>
    public PveTask? LockHolder { get; private set; }

    /// <summary>pvescheduler.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>How QEMU answers <c>query-backup</c>: as far as the transfer is, unless somebody puts recorded answers in its place.</summary>
    public Func<BackupTransfer, BackupStatus> QueryBackup { get; set; } = transfer => transfer.Query();

    /// <summary>When a backup began, as its name tells; null for a name that vzdump does not give. Names are asked for again and again.</summary>
    internal long? TimeOf(string archive)
    {
        if (times.TryGetValue(archive, out var time)) return time;
        if (times.Count > 5000) times.Clear();
        return times[archive] = ArchiveName.TryParse(archive, Node.Datacenter.Zone)?.Ctime;
    }

    internal bool TryLock(PveTask task)
    {
        if (LockHolder is not null) return false;
        LockHolder = task;
        return true;
    }

    /// <summary>The node lost power: nobody holds the lock any more.</summary>
    internal void LosePower() => LockHolder = null;

    internal void Unlock(PveTask task)
    {
        if (LockHolder == task) LockHolder = null;
    }
}
