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
        var received = $"{to["pool"]}/{StorageTypes.Get(to.Type).Parse(wantedName).Name}";
        var dataset = source.Zpools[sent.Split('/')[0]].Datasets[sent];
        var parts = PrintEstimates(dataset);
        yield return CommandsStart;
        DiskImage image;
        try
        {
            RequireParent(received);
            image = Receive(dataset.Kind == ZfsKind.Volume ? dataset.VolumeSize : dataset.RefQuota, $"volume '{received}'");
        }
        catch (PveException error)
        {
            throw ReceiveFailed(sent, received, error.Message);
        }
        foreach (var (snapshot, bytes) in parts)
        {
            log($"TIME        SENT   SNAPSHOT {snapshot.FullName}");
            var written = 0L;
            foreach (var moved in Move(bytes))
            {
                if (!image.TryWrite(moved - written)) throw ReceiveFailed(sent, received, "cannot receive new filesystem stream: out of space");
                written = moved;
                if (moved >= bytes) break;
                if (moved > 0) log($"{source.Datacenter.Zone.Stamp(source.Clock.Now.UnixSeconds)[^8..]}   {ZfsSize.Show(moved),5}   {snapshot.FullName}");
                yield return Second;
            }
            Arrive(snapshot, image);
        }
        log($"successfully imported '{made}'");
    }

    private List<(ZfsSnapshot Snapshot, long Bytes)> PrintEstimates(ZfsDataset dataset)
    {
        var parts = dataset.Snapshots.Select((s, i) => (Snapshot: s, Bytes: i == 0 ? s.Referenced : s.Fresh)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var what = i == 0 ? "full send of " : $"send from @{parts[i - 1].Snapshot.Name} to ";
            log($"{what}{parts[i].Snapshot.FullName} estimated size is {ZfsSize.Show(parts[i].Bytes)}");
        }
        log($"total estimated size is {ZfsSize.Show(parts.Sum(p => p.Bytes))}");
        return parts;
    }

    private void RequireParent(string received)
    {
        var parent = received[..received.LastIndexOf('/')];
        if (target.Zpools.GetValueOrDefault(parent.Split('/')[0]) is not { IsImported: true } pool || !pool.Datasets.ContainsKey(parent))
            throw new PveException($"cannot open '{parent}': dataset does not exist\ncannot receive new filesystem stream: unable to restore to destination");
    }

    private static PveException ReceiveFailed(string sent, string received, string why) => new(
        $"{why}\ncannot open '{received}': dataset does not exist\ncommand 'zfs recv -F -x encryption -- {received}' failed: exit code 1\n"
        + $"command 'zfs send -RpvU -- {sent}@{MigrationSnapshot}' failed: got signal 13");

    /// <summary>The snapshot is complete on the target; the one that was made for the way is not kept.</summary>
    private void Arrive(ZfsSnapshot snapshot, DiskImage image)
    {
        image.Restore(snapshot.Content with { Size = image.Size });
        if (snapshot.Name != MigrationSnapshot) target.Storages.Snapshot(made!, snapshot.Name);
    }

    private IEnumerable<TimeSpan> CopyBytes()
    {
        var content = source.Storages.Image(wish.Volume) ?? throw new PveException($"volume '{wish.Volume}' does not exist");
        yield return CommandsStart;
        var image = Receive(content.Size, to["path"] is null ? $"volume {to["vgname"]}/{wantedName}" : $"file '{target.Storages.PathOf($"{to.Id}:{wantedName}")}'");
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
