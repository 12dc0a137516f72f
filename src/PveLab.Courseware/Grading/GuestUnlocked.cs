namespace PveLab.Courseware.Grading;

/// <summary>Now: the guest is there and no lock keeps anybody from it.</summary>
public sealed record GuestUnlocked : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (world.World.GuestOf(Guest) is not { } guest) return NoSubject(world, Subject.Original);
        return guest.Lock is { } held
            ? Finding.Missing(Invariant($"VM {Guest} はロックされています（{held}）"), Invariant($"VM {Guest} is locked ({held})"))
            : Finding.MetBy(Evidence.Seen(null, Invariant($"VM {Guest} にロックはありません"), Invariant($"VM {Guest} is not locked")));
    }
}
