using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <content>tar at work in the new file systems (pve-container: PVE/LXC/Create.pm restore_tar_archive).</content>
public sealed partial class ContainerCreation
{
    private const long MebiByte = 1 << 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private IEnumerable<TimeSpan> Extract(string path, IReadOnlyList<ContainerMount> mounts, bool unprivileged)
    {
        task.Log($"extracting archive '{path}'");
        archive = request.Restore ? TarFile.Open(node.Files, path) : null;
        var size = node.Files.Get(path).Size;
        var parts = Parts(size, mounts);
        var data = parts.Sum(p => p.Bytes);
        var readable = Readable(size, data, !path.EndsWith(".tar", StringComparison.Ordinal));
        var begin = node.Clock.Now;
        var flow = node.Datacenter.Bandwidth.Start(Lanes(path, mounts, size, data), Limit());
        var (written, told) = (0L, -1L);
        try
        {
            while (true)
            {
                node.Datacenter.Bandwidth.Settle();
                var passed = Math.Min(Math.Min(data, readable), (long)flow.Moved);
                if (!Write(parts, passed - written)) throw NoSpace(path, unprivileged);
                written = passed;
                told = node.Datacenter.Facts.PassProgress(Vmid, told, passed, data);
                if (written >= data) break;
                if (written >= readable && !request.IgnoreUnpackErrors) throw Broken(path, unprivileged);
                if (written >= readable) break;
                yield return Second;
            }
        }
        finally
        {
            node.Datacenter.Bandwidth.End(flow);
        }
        // Every byte came through; the checksum at the very end is what the decompressor misses.
        if (archive?.Damage == ArchiveDamage.Data && !request.IgnoreUnpackErrors) throw Broken(path, unprivileged);
        if (archive is not null) Fill(parts, archive);
        var length = archive is null ? TarText.Length(data) : TarText.Length(archive.Disks.Sum(d => Math.Min(d.Capture.Written, d.Capture.Size)));
        task.Log(TarText.Total("read", length, node.Clock.Now - begin));
    }

    /// <summary>What goes where: a file system of the archive to the volume mounted there, else into the root file system.</summary>
    private List<Part> Parts(long size, IReadOnlyList<ContainerMount> mounts)
    {
        var parts = mounts.Where(m => m.IsVolume).Select(m => new Part(m.Path, node.Storages.Image(m.Volume)!)).ToList();
        var root = parts.Find(p => p.Path == "/")!;
        if (archive is null) root.Bytes = Math.Max(MebiByte, (long)(size * OsTemplate.Expansion));
        else
            foreach (var disk in archive.Disks) (parts.Find(p => p.Path == disk.Path) ?? root).Bytes += Math.Min(disk.Capture.Written, disk.Capture.Size);
        return parts;
    }

    private long Readable(long size, long data, bool compressed)
    {
        if (archive is null) return long.MaxValue;
        if (archive.Damage == ArchiveDamage.Data && !compressed) return data / 2;
        return size >= archive.Length ? long.MaxValue : (long)(data * ((double)size / Math.Max(1, archive.Length)));
    }

    private static bool Write(List<Part> parts, long bytes)
    {
        foreach (var part in parts)
        {
            if (bytes <= 0) return true;
            var more = Math.Min(bytes, part.Bytes - part.Done);
            if (more <= 0) continue;
            if (part.Image.Written + more > part.Image.Size || !part.Image.TryWrite(more)) return false;
            part.Done += more;
            bytes -= more;
        }
        return true;
    }

    /// <summary>Puts the archive's files where they were, below the new mounts.</summary>
    private static void Fill(List<Part> parts, BackupArchive archive)
    {
        var root = parts.Find(p => p.Path == "/")!;
        foreach (var disk in archive.Disks.OrderBy(d => d.Path != "/"))
        {
            if (disk.Capture.System is not { } system) continue;
            if (parts.Find(p => p.Path == disk.Path) is { } part)
            {
                part.Image.System = system;
                continue;
            }
            var on = root.Image.System ?? GuestSystem.Data;
            root.Image.System = on with { Files = on.Files.SetItems(system.Files.Select(f => KeyValuePair.Create(disk.Path + f.Key, f.Value))) };
        }
    }

    private ImmutableArray<LaneUse> Lanes(string path, IReadOnlyList<ContainerMount> mounts, long size, long data)
    {
        var images = new List<Lane>();
        foreach (var mount in mounts.Where(m => m.IsVolume))
            foreach (var lane in node.Storages.Lanes(VolumeId.TryParse(mount.Volume)!.Storage))
                if (!images.Contains(lane)) images.Add(lane);
        var ratio = data > 0 ? (double)(archive?.Length ?? size) / data : 1;
        double? speed = Compressor.Decompressors.GetValueOrDefault(path[(path.LastIndexOf('.') + 1)..])?.BytesPerSecond;
        return new BackupLanes(images, node.LanesOf(node.Files.MountOf(path).FileSystem)).Uses(ratio, speed);
    }

    private double? Limit() => request.BandwidthLimit is > 0 and var kib ? kib * 1024.0 : null;

    private PveException NoSpace(string path, bool unprivileged)
    {
        task.Log("tar: ./var/lib/dpkg/status: Cannot write: No space left on device");
        task.Log("tar: Exiting with failure status due to previous errors");
        return TarFailed(path, unprivileged);
    }

    private PveException Broken(string path, bool unprivileged)
    {
        foreach (var line in TarText.Broken(ArchiveName.Parse(path, node.Datacenter.Zone), archive!.Damage == ArchiveDamage.Data)) task.Log(line);
        return TarFailed(path, unprivileged);
    }

    private PveException TarFailed(string path, bool unprivileged)
    {
        var compression = path[(path.LastIndexOf('.') + 1)..] switch { "gz" => "-z", "bz2" => "-j", "xz" => "-J", "lzo" => "--lzop", "zst" => "--zstd", _ => null };
        var command = TarText.Quote(
        [
            .. TarText.UserNamespace(!unprivileged), "tar", "xpf", "-", .. compression is null ? (string[])[] : [compression], "--totals", .. TarText.Flags,
            "-C", string.Create(CultureInfo.InvariantCulture, $"/var/lib/lxc/{Vmid}/rootfs"), "--skip-old-files", "--anchored", "--exclude", "./dev/*",
        ]);
        if (request.BandwidthLimit is > 0 and var limit) command = string.Create(CultureInfo.InvariantCulture, $"set -o pipefail && cstream -t {limit * 1024} | {command}");
        return new PveException($"command '{command}' failed: exit code 2");
    }

    private sealed class Part(string path, DiskImage image)
    {
        internal string Path { get; } = path;

        internal DiskImage Image { get; } = image;

        internal long Bytes { get; set; }

        internal long Done { get; set; }
    }
}
