using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>The backup of a virtual machine: QEMU writes a VMA archive (qemu-server: PVE/VZDump/QemuServer.pm).</summary>
internal sealed partial class QemuBackup(BackupRun run, VirtualMachine guest) : BackupPlugin(run)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<SourceDisk> disks = [];
    private bool wasPaused;
    private string storedConfig = "";

    internal override string Extension => "vma";

    internal override string GuestName => guest.Name;

    internal override void Suspend()
    {
        if (!wasPaused) guest.Suspend();
    }

    internal override void Start() => guest.Start(log: Task.Log, skipLock: true);

    internal override void Prepare(string mode)
    {
        var config = guest.Config;
        if (config["name"] is { } name) Log.Info("VM Name: " + name);
        wasPaused = guest.Status == GuestStatus.Paused;
        foreach (var volume in BackupDrive.Of(config))
        {
            if (!volume.Included)
            {
                Log.Info($"exclude disk '{volume.Key}' '{volume.Drive.Volume}' ({volume.Reason})");
                continue;
            }
            var size = volume.Drive["size"] is { } text ? " " + (ByteSize.Parse(text) is { } bytes ? ByteSize.Format(bytes) : text) : "";
            Log.Info($"include disk '{volume.Key}' '{volume.Drive.Volume}'{size}");
            var id = VolumeId.TryParse(volume.Drive.Volume);
            disks.Add(new SourceDisk(volume.Key, volume.Drive.Volume, id?.Storage ?? "", FormatOf(volume.Drive.Volume)));
        }
        foreach (var disk in disks)
        {
            if (disk.Storage.Length > 0) Node.Storages.Activate(disk.Storage);
            if (Node.Storages.Image(disk.VolumeId) is null)
                throw new PveException($"cannot determine size of volume '{disk.VolumeId}' - no such volume '{disk.VolumeId}'");
        }
        disks.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
    }

    private static string FormatOf(string volume) => volume switch
    {
        _ when volume.EndsWith(".qcow2", StringComparison.Ordinal) => "qcow2",
        _ when volume.EndsWith(".vmdk", StringComparison.Ordinal) => "vmdk",
        _ => "raw",
    };

    /// <summary>qm shutdown, with the minutes of <c>--stopwait</c>.</summary>
    internal override IEnumerable<TimeSpan> Stop()
    {
        var seconds = Settings.StopWait * 60;
        guest.Shutdown();
        for (var waited = 0L; guest.IsRunning; waited++)
        {
            if (waited >= seconds)
            {
                Log.Info("VM quit/powerdown failed - got timeout");
                throw new PveException(FormattableString.Invariant(
                    $"command 'qm shutdown {guest.Vmid} --skiplock --keepActive --timeout {seconds}' failed: exit code 255"));
            }
            yield return Second;
        }
    }

    internal override IEnumerable<TimeSpan> Archive()
    {
        if (disks.Count == 0)
        {
            ArchiveConfigOnly();
            yield break;
        }
        var attempt = new Attempted(RunBackupJob());
        var ended = false;
        try
        {
            foreach (var pause in attempt) yield return pause;
            ended = true;
        }
        finally
        {
            if (!ended) CancelJob(BackupRun.Interrupted);
        }
        if (attempt.Error is not { } failure)
        {
            RestorePowerState();
            yield break;
        }
        CancelJob(failure.Message);
        throw failure;
    }

    /// <summary>Stores the configuration without what belongs to this node and moment only.</summary>
    internal override void Assemble()
    {
        var config = new StringBuilder();
        var (special, snapshot, pending) = (false, false, false);
        foreach (var line in guest.ConfigText.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("#vzdump#", StringComparison.Ordinal) || line.StartsWith("#qmdump#", StringComparison.Ordinal)) continue;
            if (line[0] == '[' && line.TrimEnd() is [.., ']'] section)
            {
                if (section.Equals("[PENDING]", StringComparison.OrdinalIgnoreCase)) pending = true;
                else if (section.StartsWith("[special:", StringComparison.Ordinal)) special = true;
                else snapshot = true;
            }
            if (special || snapshot || pending) continue;
            if (line.StartsWith("unused", StringComparison.Ordinal) && line.IndexOf(':', StringComparison.Ordinal) is > 6 and var colon)
            {
                Log.Info($"skip unused drive '{line[(colon + 1)..].Trim()}' (not included into backup)");
                continue;
            }
            if (line.StartsWith("lock:", StringComparison.Ordinal) || line.StartsWith("parent:", StringComparison.Ordinal)) continue;
            config.Append(line).Append('\n');
        }
        foreach (var disk in disks) config.Append(FormattableString.Invariant($"#qmdump#map:{disk.Key}:{DeviceOf(disk.Key)}:{disk.Storage}:{disk.Format}:\n"));
        if (special) Log.Info("special config section found (not included into backup)");
        if (snapshot) Log.Info("snapshots found (not included into backup)");
        if (pending) Log.Info("pending configuration changes found (not included into backup)");
        storedConfig = config.ToString();
        var file = Run.Temporary + "/qemu-server.conf";
        try
        {
            Node.Files.WriteText(file, storedConfig);
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to open '{file}' - {failure.Errno.Describe()}");
        }
    }

    private static string DeviceOf(string key) => key == "tpmstate0" ? "drive-tpmstate0-backup" : "drive-" + key;

    private void ArchiveConfigOnly()
    {
        Log.Info("backup contains no disks");
        Log.Info("starting diskless backup");
        var output = Settings.Compressor is { } compressor ? $"exec:{compressor.Command} > {Run.Partial}" : $"exec:cat > {Run.Partial}";
        Log.Info($"/usr/bin/vma create -v -c {Run.Temporary}/qemu-server.conf {output}");
        var file = Create();
        file.Resize(12_800);
        ((BlobFile)file.Entry).Payload = Content([], 12_800, Node.Datacenter.Chance["backup"].Uuid());
    }

    private OpenFile Create()
    {
        try
        {
            Node.Files.CreateBlob(Run.Partial!);
            return Node.Files.OpenBlob(Run.Partial!);
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to open file '{Run.Partial}' - {failure.Errno.Describe()}");
        }
    }

    private sealed record SourceDisk(string Key, string VolumeId, string Storage, string Format);
}
