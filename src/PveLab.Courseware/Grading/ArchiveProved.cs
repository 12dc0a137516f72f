using PveLab.Sim.Backup;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Ever: a backup of the guest was proved good: checked to its last byte, or restored beside what was there. With <see cref="BeforeLoss"/>
/// also never: the guest was overwritten or destroyed before that.
/// </summary>
public sealed record ArchiveProved : GuestCriterion
{
    /// <summary>Whether the proof has to come before the guest is overwritten or destroyed.</summary>
    public bool BeforeLoss { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var proof = Proofs(world).OrderBy(p => p.At).FirstOrDefault();
        if (proof is null)
            return Finding.Missing(
                Invariant($"VM {Guest} のバックアップが無傷かどうか、まだ確かめられていません"), Invariant($"nobody has proved yet that a backup of VM {Guest} is good"));
        if (BeforeLoss && Loss(world) is { } lost && lost < proof.At)
            return Finding.FailedBy(Evidence.Seen(lost,
                Invariant($"確かめる前に VM {Guest} が上書きまたは削除されました"), Invariant($"VM {Guest} was overwritten or destroyed before a backup had been proved good")));
        return Finding.MetBy(proof);
    }

    private IEnumerable<Evidence> Proofs(Observed world)
    {
        var home = world.Start.Guests.GetValueOrDefault(Guest)?.Node;
        foreach (var check in world.Facts<ArchiveVerified>().Where(v => v.Good && v.Vmid == Guest))
            yield return Evidence.Seen(check.At, $"{check.Path} が検査されました", $"{check.Path} was checked");
        foreach (var restore in Restores(world).Where(r => !r.Forced && (r.Vmid != Guest || r.Node != home))) yield return Of(restore);
    }

    private Instant? Loss(Observed world)
    {
        var times = world.Facts<GuestDestroyed>().Where(f => f.Vmid == Guest).Select(f => f.At)
            .Concat(world.Facts<RestoreSucceeded>().Where(r => r.Vmid == Guest && r.Forced).Select(r => r.At - r.Duration))
            .Concat(world.Facts<RestoreFailed>().Where(r => r.Vmid == Guest && world.Start.Guests.ContainsKey(Guest)).Select(r => r.At)).ToList();
        return times.Count > 0 ? times.Min() : null;
    }
}
