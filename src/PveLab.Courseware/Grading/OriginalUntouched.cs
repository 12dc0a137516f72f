using PveLab.Sim.Backup;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Never: while restoring, the guest that was there was overwritten, destroyed, or lost a disk. A restore must have happened:
/// an original nobody came near is no merit.
/// </summary>
public sealed record OriginalUntouched : GuestCriterion
{
    /// <summary>The guest whose restore put it at risk; null for itself. A guest that is merely in the way names the other.</summary>
    public int? RestoreOf { get; init; }

    private static readonly string[] Identity = ["name", "smbios1", "vmgenid"];

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (!world.Start.Guests.TryGetValue(Guest, out var was)) return Finding.Missing(Invariant($"VM {Guest} は最初からありません"), Invariant($"there was no VM {Guest}"));
        if (world.Facts<GuestDestroyed>().FirstOrDefault(f => f.Vmid == Guest) is { } destroyed)
            return Finding.FailedBy(Evidence.Seen(destroyed.At, Invariant($"元の VM {Guest} が削除されました"), Invariant($"the original VM {Guest} was destroyed")));
        if (world.Facts<RestoreSucceeded>().FirstOrDefault(r => r.Vmid == Guest && r.Forced) is { } overwritten) return Finding.FailedBy(Of(overwritten));
        if (Changed(world, was) is { } change)
            return Finding.FailedBy(Evidence.Seen(null, Invariant($"元の VM {Guest} の {change} が変わりました"), Invariant($"{change} of the original VM {Guest} is not what it was")));
        if (!world.Facts<RestoreSucceeded>().Any(r => r.SourceVmid == (RestoreOf ?? Guest))) return NoRestore;
        return Finding.MetBy(Evidence.Seen(null, Invariant($"元の VM {Guest} の設定とディスクはそのままです"), Invariant($"configuration and disks of the original VM {Guest} are as they were")));
    }

    private string? Changed(Observed world, GuestBaseline was)
    {
        if (world.World.GuestOf(Guest) is not { } guest) return "configuration";
        var config = guest.Config;
        var images = Baseline.ImagesOf(guest);
        foreach (var (key, drive) in was.Config.Drives())
            if (!drive.IsCdrom && (config[key] is not { } now || Drive.Parse(now).Volume != drive.Volume || !SameImage(key))) return key;
        return Identity.FirstOrDefault(key => config[key] != was.Config[key]);

        bool SameImage(string key) => ReferenceEquals(images.GetValueOrDefault(key), was.Images.GetValueOrDefault(key));
    }
}
