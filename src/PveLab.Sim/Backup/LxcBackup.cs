using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>The backup of a container: tar reads its file systems (pve-container: PVE/VZDump/LXC.pm).</summary>
internal sealed partial class LxcBackup(BackupRun run, Container container) : BackupPlugin(run)
{
    private const string SnapshotName = ContainerSnapshots.OfBackup;
    private const string MountedAt = "/mnt/vzsnap0";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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
        if (config.Snapshot(SnapshotName) is null) return;
        Log.Info("found old vzdump snapshot (force removal)");
        container.RemoveLock();
        RemoveSnapshot();
        container.SetLock("backup");
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
        container.RemoveLock();
        snapshotTaken = true;
        foreach (var piece in new ContainerSnapshots(container, Task).Create(SnapshotName, false, "vzdump backup snapshot")) yield return piece;
        container.SetLock("backup");
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
        if (!snapshotTaken || container.Config.Snapshot(SnapshotName) is null) return;
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
        // The real program waits for it; nothing else runs meanwhile that could tell the difference.
        foreach (var _ in new ContainerSnapshots(container, Task).Delete(SnapshotName, force: true))
        {
        }
    }

    private ImmutableArray<ArchivedDisk> Capture(Func<ContainerMount, DiskImage?> image) =>
    [
        .. from volume in volumes
           let disk = image(volume) ?? throw new PveException($"volume '{volume.Volume}' does not exist")
           select new ArchivedDisk(volume.Key, VolumeId.TryParse(volume.Volume)?.Storage ?? "", "raw", WithoutExcluded(volume.Path, disk.Capture())) { Path = volume.Path },
    ];

    /// <summary>What tar takes of a file system: the files that no pattern leaves out.</summary>
    private DiskCapture WithoutExcluded(string path, DiskCapture capture)
    {
        if (capture.System is not { } system || Settings.Excluded.IsEmpty) return capture;
        var below = path == "/" ? "" : path;
        return capture with { System = system with { Files = system.Files.RemoveRange(system.Files.Keys.Where(f => Settings.Excluded.Any(p => IsExcluded(p, below + f)))) } };
    }

    /// <summary>Whether a pattern means a file or a directory above it: from the root when it begins with a slash, else from anywhere.</summary>
    private static bool IsExcluded(string pattern, string path)
    {
        var glob = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        return Regex.IsMatch(path, (pattern[0] == '/' ? @"\A" : "/") + glob + @"(?:/|\z)", RegexOptions.CultureInvariant);
    }

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
