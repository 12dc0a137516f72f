using System.Collections.Immutable;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a restored guest has every disk that the original had in the beginning, no smaller, and not empty where that one was not.</summary>
public sealed record AllDisksRestored : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var guests = Subjects(world, Subject.Restored).ToList();
        if (guests.Count == 0) return NoSubject(world, Subject.Restored);
        if (!world.Start.Guests.TryGetValue(Guest, out var was)) return Finding.Missing(Invariant($"VM {Guest} は最初からありません"), Invariant($"there was no VM {Guest}"));
        var missing = guests.Select(g => (Guest: g, Keys: was.Images.Where(d => !Has(Baseline.ImagesOf(g), d.Key, d.Value)).Select(d => d.Key).ToList())).ToList();
        if (missing.Find(m => m.Keys.Count == 0).Guest is { } whole)
            return Finding.MetBy(Evidence.Seen(null, Invariant($"VM {whole.Vmid} にはディスクがすべてあります"), Invariant($"VM {whole.Vmid} has all disks")));
        return Finding.FailedBy([.. missing.Select(m => Evidence.Seen(null,
            Invariant($"VM {m.Guest.Vmid} に {string.Join(' ', m.Keys)} がありません"), Invariant($"VM {m.Guest.Vmid} lacks {string.Join(' ', m.Keys)}")))]);
    }

    private static bool Has(ImmutableSortedDictionary<string, DiskImage> disks, string key, DiskImage original) =>
        disks.TryGetValue(key, out var disk) && disk.Size >= original.Size && (disk.Written > 0 || original.Written == 0);
}
