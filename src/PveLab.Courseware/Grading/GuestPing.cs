using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Ever: the restored guest reaches others, or is reached: it was answered, or it answered, a ping. An answer under an address that two
/// stations claim proves nothing.
/// </summary>
public sealed record GuestPing : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var restores = Restores(world).ToList();
        if (restores.Count == 0) return NoRestore;
        PingAnswered? doubtful = null;
        foreach (var ping in world.Facts<PingAnswered>())
        {
            if (!restores.Exists(r => r.At <= ping.At && Concerns(r.Vmid, ping))) continue;
            if (!ping.Conflict) return Finding.MetBy(Of(ping));
            doubtful = ping;
        }
        if (doubtful is not null)
            return Finding.FailedBy(Of(doubtful), Evidence.Seen(doubtful.At,
                $"{doubtful.Address} は 2 台が名乗っていて、どちらが答えたか分かりません", $"two stations claim {doubtful.Address}: there is no telling which one answered"));
        var last = restores[^1].Vmid;
        return Finding.Missing(
            Invariant($"リストアした VM {last} の疎通（ping）はまだ確認されていません"), Invariant($"nothing shows yet that the restored VM {last} is reachable (ping)"));
    }

    private static bool Concerns(int vmid, PingAnswered ping) =>
        ping.From == Invariant($"guest {vmid}") ? ping.Vmid != vmid && !ping.Address.StartsWith("127.", StringComparison.Ordinal) : ping.Vmid == vmid;

    private static Evidence Of(PingAnswered ping) => Evidence.Seen(ping.At,
        $"{ping.From} からの ping に {ping.Address} が応答しました", $"{ping.Address} answered the ping from {ping.From}");
}
