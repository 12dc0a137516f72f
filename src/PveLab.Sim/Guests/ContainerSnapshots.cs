using System.Collections.Immutable;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>Snapshots of a container: its processes are frozen while they are taken, memory is never kept (pve-container: PVE/LXC/Config.pm).</summary>
public sealed class ContainerSnapshots(Container container, PveTask task) : GuestSnapshots(container, task)
{
    /// <summary>The snapshot of a backup, which leaves out what backups leave out.</summary>
    public const string OfBackup = "vzdump";

    /// <inheritdoc />
    protected override bool CanTake(GuestConfig config, string name) =>
        ContainerMount.Of(config).Where(m => name != OfBackup || m.InBackup.Included).All(m => m.IsVolume && Guest.Node.Storages.HasFeature("snapshot", m.Volume));

    /// <inheritdoc />
    protected override bool Takes(string key, string line, string name) => name != OfBackup || ContainerMount.Parse(key, line).InBackup.Included;

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> AddState(ImmutableSortedDictionary<string, string> section, string name) => section;

    /// <inheritdoc />
    protected override IEnumerable<TimeSpan> SaveState(ImmutableSortedDictionary<string, string> section)
    {
        if (container.IsExecuting) container.Freeze();
        yield return Moment;
    }

    /// <inheritdoc />
    protected override void TakeVolume(string key, string volume, string name) => Guest.Node.Storages.Snapshot(volume, name, Task.Log);

    /// <inheritdoc />
    protected override void AfterVolumes()
    {
        if (container.Status == ContainerStatus.Frozen) container.Thaw();
    }

    /// <inheritdoc />
    protected override void StopForRollback() => container.Stop();

    /// <inheritdoc />
    protected override IEnumerable<TimeSpan> StartFrom(string state) => [];
}
