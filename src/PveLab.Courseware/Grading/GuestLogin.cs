using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: somebody logged in to the operating system of the restored guest.</summary>
public sealed record GuestLogin : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var restores = Restores(world).ToList();
        if (restores.Count == 0) return NoRestore;
        if (world.Facts<GuestLoggedIn>().FirstOrDefault(l => restores.Exists(r => r.Vmid == l.Vmid && r.Node == l.Node && r.At <= l.At)) is { } login)
            return Finding.MetBy(Evidence.Seen(login.At,
                Invariant($"{login.User} が {login.Via} で VM {login.Vmid} にログインしました"), Invariant($"{login.User} logged in to VM {login.Vmid} by {login.Via}")));
        var last = restores[^1].Vmid;
        return Finding.Missing(
            Invariant($"リストアした VM {last} のゲスト OS にはまだログインしていません"), Invariant($"nobody has logged in to the restored VM {last} yet"));
    }
}
