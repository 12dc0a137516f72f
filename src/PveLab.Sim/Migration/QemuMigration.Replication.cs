using PveLab.Sim.Replication;

namespace PveLab.Sim.Migration;

/// <content>Volumes that a replication job copies to the target: a last run brings them up to date, and the job turns round (handle_replication).</content>
public sealed partial class QemuMigration
{
    private readonly SortedSet<string> replicated = new(StringComparer.Ordinal);
    private readonly List<string> bitmaps = [];

    private void FindReplicated()
    {
        if (job is null) return;
        replicated.UnionWith(ReplicableVolumes.Of(machine, cleanup: true).Where(v => IsReplicable(v)));
    }

    private bool IsReplicable(string volume) => Source.Storages.HasFeature("replicate", volume);

    private IEnumerable<TimeSpan> Replicate()
    {
        if (job is null) yield break;
        foreach (var volume in volumes.Values.Where(v => v is { Online: true, Replicated: true }))
        {
            // Begun before the run: what is written during it is sent once more.
            Info($"{volume.Key}: start tracking writes using block-dirty-bitmap 'repl_{volume.Key}'");
            bitmaps.Add(volume.Key!);
        }
        Info("replicating disk images");
        foreach (var piece in Source.Replication.RunBeforeMigration(machine.Vmid, Target.Name, Info)) yield return piece;
    }

    private void RemoveBitmaps()
    {
        foreach (var key in bitmaps) Info($"{key}: removing block-dirty-bitmap 'repl_{key}'");
    }
}
