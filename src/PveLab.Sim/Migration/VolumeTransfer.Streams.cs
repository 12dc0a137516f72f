using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Migration;

/// <content>The streams: zfs send and receive (PVE/Storage/ZFSPoolPlugin.pm), dd (PVE/Storage/LVMPlugin.pm, PVE/Storage/Plugin.pm).</content>
public sealed partial class VolumeTransfer
{
    private const int DdBlock = 65_536;

    private IEnumerable<TimeSpan> SendZfs()
    {
        var sent = $"{from["pool"]}/{name.Name}";
        var pool = source.Zpools[sent.Split('/')[0]];
        var stream = pool.Send(pool.OpenSnapshot($"{sent}@{MigrationSnapshot}"), new ZfsSendOptions { Replicate = true });
        PrintEstimates(stream);
        yield return CommandsStart;
        var receiving = Receive(stream);
        ZfsStreamSnapshot? told = null;
        try
        {
            foreach (var moved in Move(stream.Bytes))
            {
                Arrived(receiving, stream, moved);
                if (moved >= stream.Bytes) break;
                var current = At(stream, moved);
                var full = $"{sent}@{current.Snapshot.Name}";
                if (current.Snapshot != told) log($"TIME        SENT   SNAPSHOT {full}");
                told = current.Snapshot;
                if (current.Sent > 0) log($"{source.Datacenter.Zone.Stamp(source.Clock.Now.UnixSeconds)[^8..]}   {ZfsSize.Show(current.Sent),5}   {full}");
                yield return Second;
            }
        }
        finally
        {
            receiving.Abort();
        }
        made = $"{to.Id}:{receiving.Destination[(receiving.Destination.LastIndexOf('/') + 1)..]}";
        target.Storages.DeleteSnapshot(made, MigrationSnapshot);
        target.Datacenter.Facts.Record(new VolumeAllocated(target.Clock.Now, target.Name, made, stream.Parts.Last().Snapshot.Content.Size));
        log($"successfully imported '{made}'");
    }

    private void PrintEstimates(ZfsStream stream)
    {
        foreach (var (dataset, snapshot) in stream.Parts)
        {
            var what = snapshot.Base is null ? "full send of " : $"send from @{snapshot.Base.Name} to ";
            log($"{what}{dataset.Name}@{snapshot.Name} estimated size is {ZfsSize.Show(snapshot.Bytes)}");
        }
        log($"total estimated size is {ZfsSize.Show(stream.Bytes)}");
    }

    /// <summary>The snapshot that is on its way when that many bytes have passed, and how many of them were its own.</summary>
    private static (ZfsStreamSnapshot Snapshot, long Sent) At(ZfsStream stream, long moved)
    {
        foreach (var (_, snapshot) in stream.Parts)
        {
            if (moved < snapshot.Bytes) return (snapshot, moved);
            moved -= snapshot.Bytes;
        }
        return (stream.Parts.Last().Snapshot, moved);
    }

    /// <summary>Runs <c>zfs recv</c> on the target, under another name when the volume's own is taken there.</summary>
    private ZfsReceiving Receive(ZfsStream stream)
    {
        var (parent, wanted) = (to["pool"]!, StorageTypes.Get(to.Type).Parse(wantedName));
        var pool = target.Zpools.GetValueOrDefault(parent.Split('/')[0]) is { IsImported: true } imported ? imported : null;
        var volume = wanted.Name;
        if (pool?.Datasets.ContainsKey($"{parent}/{volume}") == true)
        {
            if (!wish.AllowRename) throw new PveException($"volume '{parent}/{volume}' already exists");
            log($"volume '{parent}/{volume}' already exists - importing with a different name");
            var taken = pool.Datasets[parent].Children.Values.Select(d => d.ShortName);
            volume = VolumeNumbers.Free(taken, wanted.Format == "subvol" ? "subvol" : "vm", name.Vmid ?? 0, "", to.Id);
        }
        var full = $"{parent}/{volume}";
        if (pool is null || !pool.Datasets.ContainsKey(parent))
            throw ReceiveFailed(stream, full, $"cannot open '{parent}': dataset does not exist\n"
                + "cannot receive new filesystem stream: unable to restore to destination");
        return pool.Receive(stream, full, new ZfsReceiveOptions { Force = true, Excluded = ["encryption"] });
    }

    private static void Arrived(ZfsReceiving receiving, ZfsStream stream, long bytes)
    {
        try
        {
            receiving.Arrived(bytes);
        }
        catch (ZfsException error)
        {
            throw ReceiveFailed(stream, receiving.Destination, error.Message);
        }
    }

    private static PveException ReceiveFailed(ZfsStream stream, string received, string why) => new(
        $"{why}\ncannot open '{received}': dataset does not exist\ncommand 'zfs recv -F -x encryption -- {received}' failed: exit code 1\n"
        + $"command 'zfs send -RpvU -- {stream.Source}@{stream.To}' failed: got signal 13");

    private IEnumerable<TimeSpan> CopyBytes()
    {
        var content = source.Storages.Image(wish.Volume) ?? throw new PveException($"volume '{wish.Volume}' does not exist");
        yield return CommandsStart;
        var image = Receive(content.Size, to["path"] is null ? $"volume {to["vgname"]}/{wantedName}"
            : $"file '{target.Storages.PathOf($"{to.Id}:{wantedName}")}'");
        var (begin, capture, written) = (source.Clock.Now, content.Capture(), 0L);
        foreach (var moved in Move(content.Size))
        {
            var data = (long)((double)moved / content.Size * capture.Written);
            if (!image.TryWrite(data - written)) throw new PveException($"dd: error writing '{target.Storages.PathOf(made!)}': No space left on device");
            written = data;
            if (moved >= content.Size) break;
            var seconds = (int)(source.Clock.Now - begin).TotalSeconds;
            if (moved > 0 && seconds % Pace(seconds) == 0) log(DdText.Copied(moved, seconds, whole: true));
            yield return Second;
        }
        var elapsed = Math.Max(0.01, (source.Clock.Now - begin).TotalSeconds);
        if (format == "qcow2+size" && content.Snapshots.Count > 0) KeepSnapshots(content, image);
        image.Restore(capture with { Size = image.Size });
        // Both ends of the pipe tell when they are done.
        PrintRecords(content.Size, elapsed);
        PrintRecords(content.Size, elapsed);
        log($"successfully imported '{made}'");
    }

    private void PrintRecords(long bytes, double elapsed)
    {
        var records = FormattableString.Invariant($"{bytes / DdBlock}+{(bytes % DdBlock == 0 ? 0 : 1)}");
        log($"{records} records in");
        log($"{records} records out");
        log(DdText.Copied(bytes, elapsed));
    }

    /// <summary>dd tells every second; of that every third line is shown, later every tenth and thirtieth.</summary>
    private static int Pace(int seconds) => seconds < 60 ? 3 : seconds < 600 ? 10 : 30;

    private static void KeepSnapshots(DiskImage content, DiskImage image)
    {
        foreach (var (snapshotName, kept) in content.Snapshots)
        {
            image.Restore(kept.Image.Capture() with { Size = image.Size });
            image.Snapshots[snapshotName] = new DiskSnapshot(image.Fork(), kept.Taken);
        }
    }
}
