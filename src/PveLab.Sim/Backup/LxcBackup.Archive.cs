using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <content>Copying and packing: rsync and tar.</content>
internal sealed partial class LxcBackup
{
    /// <inheritdoc />
    internal override IEnumerable<TimeSpan> Copy(string text)
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"/proc/{container.Pid}/root");
        Log.Info($"starting {text} sync {from} to {Run.Temporary}");
        var begin = Node.Clock.Now;
        var already = DataOf(captures);
        captures = Capture(v => Node.Storages.Image(v.Volume));
        var bytes = Math.Max(0, DataOf(captures) - already);
        foreach (var pause in Transfer(bytes, Sync(from))) yield return pause;
        var seconds = Node.Clock.Now.UnixSeconds - begin.UnixSeconds;
        Log.Info(string.Create(CultureInfo.InvariantCulture, $"{text} sync finished - transferred {RsyncSize(bytes)} bytes in {seconds}s"));
    }

    /// <inheritdoc />
    internal override IEnumerable<TimeSpan> Archive()
    {
        if (Run.Mode == "stop")
        {
            foreach (var volume in volumes) Node.Storages.ActivateVolume(volume.Volume);
            captures = Capture(v => Node.Storages.Image(v.Volume));
        }
        var file = Create();
        var length = TarText.Length(DataOf(captures));
        var (begin, told) = (Node.Clock.Now, -1L);
        var transfer = Pack(file);
        ((BlobFile)file.Entry).Payload = new BackupArchive
        {
            Config = storedConfig,
            Disks = captures,
            CapturedAt = begin,
            Vmid = container.Vmid,
            Kind = GuestKind.Container,
            Length = transfer.Length,
        };
        try
        {
            while (true)
            {
                var status = transfer.Query();
                told = Node.Datacenter.Facts.PassProgress(container.Vmid, told, status.Transferred, status.Total);
                if (status.State == "error") throw Failed(status.Error!);
                if (status.State == "done") break;
                yield return Second;
            }
        }
        finally
        {
            transfer.End();
        }
        Log.Info(TarText.Total("written", length, Node.Clock.Now - begin));
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
            Log.Info($"sh: 1: cannot create {Run.Partial}: {failure.Errno.Describe()}");
            throw new PveException($"command '{Command()}' failed: exit code 2");
        }
    }

    private BackupTransfer Pack(OpenFile file)
    {
        var sources = Run.Mode == "suspend" ? Node.LanesOf(Node.Files.MountOf(Run.Temporary!).FileSystem) : SourceLanes();
        var lanes = new BackupLanes(sources, Node.LanesOf(Node.Files.MountOf(Settings.DumpDirectory).FileSystem));
        var variation = 0.97 + Node.Datacenter.Chance["compression"].Fraction() * 0.06;
        double? limit = Settings.BandwidthLimit > 0 ? Settings.BandwidthLimit * 1024.0 : null;
        // tar reads files, not disks: what is not written costs nothing.
        var data = captures.Select(c => c.Capture with { Size = Math.Min(c.Capture.Written, c.Capture.Size) });
        var overhead = TarText.Length(DataOf(captures)) - DataOf(captures);
        var header = Settings.Compressor is null ? overhead : Math.Min(overhead, 512);
        return new BackupTransfer(Node.Datacenter.Bandwidth, file, data, Settings.Compressor, variation, lanes, limit, header);
    }

    /// <summary>tar and the compressor on a full disk.</summary>
    private PveException Failed(string reason)
    {
        var full = reason.EndsWith("Broken pipe", StringComparison.Ordinal) ? Errno.NoSpace.Describe() : reason[(reason.LastIndexOf("- ", StringComparison.Ordinal) + 2)..];
        var (said, code) = Settings.Compressor?.Extension switch
        {
            "zst" => ($"zstd: error 70 : Write error : cannot write block : {full} ", 70),
            "gz" => ($"gzip: stdout: {full}", 1),
            "lzo" => ($"lzop: {full}: <stdout>", 1),
            _ => ($"tar: -: Cannot write: {full}\ntar: Error is not recoverable: exiting now", 2),
        };
        Log.Info(said);
        return new PveException($"command '{Command()}' failed: exit code {code.ToString(CultureInfo.InvariantCulture)}");
    }

    private string Command()
    {
        var source = Run.Mode == "suspend" ? Run.Temporary! : MountedAt;
        var parts = new List<string>([.. TarText.UserNamespace(container.Privileged), "tar", "cpf", "-", "--totals", .. TarText.Flags, "--one-file-system", "--warning=no-file-ignored"]);
        parts.AddRange([$"--directory={Run.Temporary}", "./etc/vzdump/pct.conf", "./etc/vzdump/pct.fw", $"--directory={source}", "--no-anchored"]);
        if (!container.Privileged) parts.Add("--exclude=lost+found");
        parts.AddRange(Settings.Excluded.Where(e => e[0] != '/').Select(e => "--exclude=" + e));
        parts.Add("--anchored");
        parts.AddRange(Settings.Excluded.Where(e => e[0] == '/').Select(e => "--exclude=." + e));
        if (Run.Mode == "suspend") parts.Add(".");
        else parts.AddRange(volumes.Select(v => "." + v.Path));
        var command = TarText.Quote(parts);
        if (Settings.BandwidthLimit > 0) command += string.Create(CultureInfo.InvariantCulture, $" | cstream -t {Settings.BandwidthLimit * 1024}");
        if (Settings.Compressor is { } compressor) command += " | " + TarText.Quote(compressor.Command.Split(' '));
        return $"set -o pipefail && {command} >{Run.Partial}";
    }

    /// <summary>The rsync call, for its failure.</summary>
    private string Sync(string from) => TarText.Quote(
    [
        "rsync", "--stats", "-h", "-X", "-A", "--numeric-ids", "-aH", "--delete", "--no-whole-file", "--sparse", "--one-file-system", "--relative",
        .. Settings.Excluded.Concat(excluded).Select(e => "--exclude=" + e), .. volumes.Select(v => $"{from}/.{v.Path}"), Run.Temporary!,
    ]);

    /// <summary>Copies bytes into the temporary directory, where they take space until the backup is over.</summary>
    private IEnumerable<TimeSpan> Transfer(long bytes, string command)
    {
        var path = Run.Temporary + "/.rsync-data";
        if (!Node.Files.Exists(path)) Node.Files.CreateBlob(path);
        var file = Node.Files.OpenBlob(path);
        var before = file.Entry.Size;
        var lanes = new BackupLanes(SourceLanes(), Node.LanesOf(Node.Files.MountOf(Run.Temporary!).FileSystem)).Uses(1, null);
        var flow = Node.Datacenter.Bandwidth.Start(lanes, Settings.BandwidthLimit > 0 ? Settings.BandwidthLimit * 1024.0 : null);
        try
        {
            while (true)
            {
                Node.Datacenter.Bandwidth.Settle();
                var moved = Math.Min(bytes, (long)flow.Moved);
                if (!Grow(file, before + moved))
                {
                    Log.Error("rsync: [receiver] write failed: No space left on device (28)");
                    Log.Error("rsync error: error in file IO (code 11) at receiver.c(381) [receiver=3.4.1]");
                    throw new PveException($"command '{command}' failed: exit code 11");
                }
                if (moved >= bytes) break;
                yield return Second;
            }
        }
        finally
        {
            Node.Datacenter.Bandwidth.End(flow);
        }
    }

    private static bool Grow(OpenFile file, long bytes)
    {
        try
        {
            file.Resize(bytes);
            return true;
        }
        catch (FileException)
        {
            return false;
        }
    }

    /// <summary>A size as <c>rsync -h</c> prints it: thousands, two decimals.</summary>
    private static string RsyncSize(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2}G"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F2}M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F2}K"),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };
}
