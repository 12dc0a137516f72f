using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>The backup of a container: tar reads its file systems (pve-container: PVE/VZDump/LXC.pm).</summary>
internal sealed partial class LxcBackup(BackupRun run, Container container) : BackupPlugin(run)
{
    private const string SnapshotName = "vzdump";
    private const string MountedAt = "/mnt/vzsnap0";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] StandardExcludes = ["/tmp/?*", "/var/tmp/?*", "/var/run/?*.pid"];

    private readonly List<ContainerMount> volumes = [];
    private readonly List<string> excluded = [];
    private ImmutableArray<ArchivedDisk> captures = [];
    private string storedConfig = "";
    private bool snapshotTaken;

    /// <inheritdoc />
    internal override string Extension => "tar";

    /// <inheritdoc />
    internal override string GuestName => container.Name;

    /// <inheritdoc />
    internal override int SnapshotCount => volumes.Count;

    /// <inheritdoc />
    internal override bool CopiesFirst => true;

    /// <inheritdoc />
    internal override void Prepare(string mode)
    {
        var config = container.Config;
        if (config["hostname"] is { } name) Log.Info("CT Name: " + name);
        volumes.Clear();
        excluded.Clear();
        foreach (var mount in ContainerMount.Of(config).Where(m => m.Path.Length > 0)) Choose(mount);
        if (mode != "snapshot") return;
        if (!volumes.TrueForAll(v => Node.Storages.HasFeature("snapshot", v.Volume))) throw new PveException("mode failure - some volumes do not support snapshots");
        if (config.Section(SnapshotName) is null) return;
        Log.Info("found old vzdump snapshot (force removal)");
        RemoveSnapshot();
    }

    /// <inheritdoc />
    internal override IEnumerable<TimeSpan> Stop()
    {
        container.Shutdown();
        for (var waited = 0L; container.IsRunning; waited++)
        {
            if (waited >= Settings.StopWait * 60) throw new PveException("container did not stop");
            yield return Second;
        }
    }

    /// <inheritdoc />
    internal override void Start() => container.Start(Task.Log, skipLock: true);

    /// <inheritdoc />
    internal override void Suspend() => container.Freeze();

    /// <inheritdoc />
    internal override void Resume() => container.Thaw();

    /// <inheritdoc />
    internal override IEnumerable<TimeSpan> Snapshot()
    {
        Log.Info($"create storage snapshot '{SnapshotName}'");
        var config = container.Config;
        var values = config.Values.Remove("lock")
            .SetItem("description", "vzdump backup snapshot")
            .SetItem("snaptime", Node.Clock.Now.UnixSeconds.ToString(CultureInfo.InvariantCulture));
        snapshotTaken = true;
        foreach (var volume in volumes) Node.Storages.Snapshot(volume.Volume, SnapshotName, Task.Log);
        container.Save(config.With("parent", SnapshotName) with { Sections = config.Sections.Add((SnapshotName, values)) });
        yield return Second;
        captures = Capture(v => Node.Storages.SnapshotImage(v.Volume, SnapshotName));
    }

    /// <inheritdoc />
    internal override void Assemble()
    {
        var config = container.Config.Without("lock").Without("parent");
        storedConfig = (config with { Sections = [] }).ToText(GuestKind.Container);
        try
        {
            Node.Files.CreateDirectory(Run.Temporary + "/etc/vzdump", parents: true);
            Node.Files.WriteText(Run.Temporary + "/etc/vzdump/pct.conf", storedConfig);
            Node.Files.WriteText(Run.Temporary + "/etc/vzdump/pct.fw", "");
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to open file '{Run.Temporary}/etc/vzdump/pct.conf.tmp.{Task.Upid.Pid}' - {failure.Errno.Describe()}");
        }
    }

    /// <inheritdoc />
    internal override void Cleanup()
    {
        if (!snapshotTaken) return;
        Log.Info($"cleanup temporary '{SnapshotName}' snapshot");
        RemoveSnapshot();
    }

    private void Choose(ContainerMount mount)
    {
        var (included, reason) = mount.InBackup;
        if (included)
        {
            Log.Info($"including mount point {mount.Key} ('{mount.Path}') in backup");
            volumes.Add(mount);
            return;
        }
        excluded.Add(mount.Path);
        Log.Info($"excluding {mount.Type} mount point {mount.Key} ('{mount.Path}') from backup ({reason})");
    }

    private void RemoveSnapshot()
    {
        foreach (var mount in ContainerMount.Of(container.Config).Where(m => m.InBackup.Included))
            if (Node.Storages.Snapshots(mount.Volume).Contains(SnapshotName)) Node.Storages.DeleteSnapshot(mount.Volume, SnapshotName, Task.Log);
        var config = container.Config;
        var parent = config.Section(SnapshotName)?.GetValueOrDefault("parent");
        if (config["parent"] == SnapshotName) config = parent is null ? config.Without("parent") : config.With("parent", parent);
        container.Save(config with { Sections = config.Sections.RemoveAll(s => s.Name == SnapshotName) });
    }

    private ImmutableArray<ArchivedDisk> Capture(Func<ContainerMount, DiskImage?> image) =>
    [
        .. from volume in volumes
           let disk = image(volume) ?? throw new PveException($"volume '{volume.Volume}' does not exist")
           select new ArchivedDisk(volume.Key, VolumeId.TryParse(volume.Volume)?.Storage ?? "", "raw", disk.Capture()) { Path = volume.Path },
    ];

    private static long DataOf(IEnumerable<ArchivedDisk> disks) => disks.Sum(d => Math.Min(d.Capture.Written, d.Capture.Size));

    private List<Lane> SourceLanes()
    {
        var lanes = new List<Lane>();
        foreach (var volume in volumes)
            foreach (var lane in Node.Storages.Lanes(VolumeId.TryParse(volume.Volume)!.Storage))
                if (!lanes.Contains(lane)) lanes.Add(lane);
        return lanes;
    }
}
