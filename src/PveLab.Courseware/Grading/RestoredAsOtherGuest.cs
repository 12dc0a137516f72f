namespace PveLab.Courseware.Grading;

/// <summary>Ever: a restore went to another VMID, or to another node, so that it met no guest that was there.</summary>
public sealed record RestoredAsOtherGuest : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var restores = Restores(world).ToList();
        if (restores.Count == 0) return NoRestore;
        var home = world.Start.Guests.GetValueOrDefault(Guest)?.Node;
        if (restores.Find(r => !r.Forced && (r.Vmid != Guest || r.Node != home)) is { } other) return Finding.MetBy(Of(other));
        return Finding.FailedBy([.. restores.Select(Of)]);
    }
}
