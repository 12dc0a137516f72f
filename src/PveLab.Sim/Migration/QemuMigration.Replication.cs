namespace PveLab.Sim.Migration;

/// <content>Volumes that a replication job copies to the target: a last sync brings them up to date, and the job turns round.</content>
public sealed partial class QemuMigration
{
    private readonly SortedSet<string> replicated = new(StringComparer.Ordinal);

    private IEnumerable<TimeSpan> Replicate()
    {
        if (job is not null) throw new PveException("PveLab: migrating a virtual machine to the target of its replication job is not simulated");
        yield break;
    }
}
