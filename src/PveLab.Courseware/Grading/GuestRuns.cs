using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>The restored guest runs: ever since its restore, or now.</summary>
public sealed record GuestRuns : GuestCriterion
{
    /// <summary>When it has to run.</summary>
    public Moment When { get; init; } = Moment.Ever;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var restores = Restores(world).ToList();
        if (restores.Count == 0) return NoRestore;
        foreach (var restore in restores)
        {
            var name = Invariant($"guest {restore.Vmid}");
            var started = world.Facts<StatusChanged>().FirstOrDefault(f => f.At >= restore.At && f.Entity == name && f.To == nameof(GuestStatus.Running));
            if (started is null || (When == Moment.Now && world.World.GuestOf(restore.Vmid) is not { IsExecuting: true })) continue;
            return Finding.MetBy(Evidence.Seen(started.At, Invariant($"リストアした VM {restore.Vmid} が起動しました"), Invariant($"the restored VM {restore.Vmid} was started")));
        }
        var last = restores[^1].Vmid;
        return When == Moment.Now
            ? Finding.Missing(Invariant($"リストアした VM {last} は動いていません"), Invariant($"the restored VM {last} does not run"))
            : Finding.Missing(Invariant($"リストアした VM {last} はまだ起動されていません"), Invariant($"the restored VM {last} has not been started yet"));
    }
}

/// <summary>When something has to hold.</summary>
public enum Moment
{
    /// <summary>At some time of the attempt.</summary>
    Ever,

    /// <summary>At the time of grading.</summary>
    Now,
}
