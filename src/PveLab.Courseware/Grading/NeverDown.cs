using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>Never: the guest, which ran in the beginning, was down for longer than allowed altogether.</summary>
public sealed record NeverDown : GuestCriterion
{
    /// <summary>Minutes it may be down altogether.</summary>
    public int AtMostMinutes { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var name = Invariant($"guest {Guest}");
        var down = TimeSpan.Zero;
        Instant? since = null;
        Instant? first = null;
        foreach (var change in world.Facts<StatusChanged>().Where(f => f.Entity == name))
        {
            if (IsUp(change.To) && since is { } began)
            {
                down += change.At - began;
                since = null;
            }
            else if (!IsUp(change.To)) first ??= since ??= change.At;
        }
        if (since is { } still) down += world.World.Clock.Now - still;
        var (ja, en) = (Invariant($"VM {Guest} の停止時間は合計 {Seconds(down)} 秒です"), Invariant($"VM {Guest} was down for {Seconds(down)} s altogether"));
        return down > TimeSpan.FromMinutes(AtMostMinutes) || (first is not null && AtMostMinutes == 0)
            ? Finding.FailedBy(Evidence.Seen(first, ja, en)) : Finding.MetBy(Evidence.Seen(first, ja, en));
    }

    /// <summary>A guest that a backup holds for a moment, or that was asked to shut down, still is there.</summary>
    private static bool IsUp(string status) => status is not ("Stopped" or "Suspended");
}
