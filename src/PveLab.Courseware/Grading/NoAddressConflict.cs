using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Never, or not now: two machines claim one address or one MAC.</summary>
public sealed record NoAddressConflict : Criterion
{
    /// <summary>Whether it may never have happened, or only not last.</summary>
    public Absence When { get; init; } = Absence.Never;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (When == Absence.Never && world.Facts<AddressConflict>().FirstOrDefault() is { } was)
            return Finding.FailedBy(Evidence.Seen(was.At,
                Invariant($"guest {was.Vmid} と {was.With} が同じアドレスまたは MAC（{was.Address}）を名乗りました"),
                Invariant($"guest {was.Vmid} and {was.With} claimed the same address or MAC ({was.Address})")));
        var guests = from node in world.World.Nodes.Values from guest in node.Guests.Running where Network.Rival(guest) is not null select guest.Vmid;
        return guests.ToList() is { Count: > 0 } rivals
            ? Finding.Missing($"アドレスが衝突しています: {string.Join(", ", rivals)}", $"addresses conflict: {string.Join(", ", rivals)}")
            : Finding.MetBy(Evidence.Seen(null, "アドレスの衝突はありません", "no addresses conflict"));
    }
}

/// <summary>When something must not be.</summary>
public enum Absence
{
    /// <summary>At no time of the attempt.</summary>
    Never,

    /// <summary>Not at the time of grading.</summary>
    Now,
}
