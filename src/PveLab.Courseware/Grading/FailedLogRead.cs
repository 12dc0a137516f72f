using PveLab.Sim.Backup;
using PveLab.Sim.Tasks;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: somebody read what a failed task had to say, in the attempt or in the night before, instead of just trying again.</summary>
public sealed record FailedLogRead : Criterion
{
    /// <summary>The type of task.</summary>
    public string Type { get; init; } = "vzdump";

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        foreach (var read in world.Facts<TaskLogRead>())
            if (Failed(world, read.Upid) is { Ended: { } ended } task && ended <= read.At)
                return Finding.MetBy(Evidence.Seen(read.At, "失敗したタスクのログが読まれました", "the log of the failed task was read") with
                {
                    Task = task.Id,
                    Line = task.Lines.LastOrDefault(l => l.Contains("ERROR", StringComparison.Ordinal)),
                });
        return Finding.Missing("失敗したタスクのログはまだ読まれていません", "the log of a failed task has not been read yet");
    }

    private PveTask? Failed(Observed world, string upid) =>
        world.World.Nodes.Values.Select(n => n.Tasks.Find(upid)).FirstOrDefault(t => t is { IsRunning: false, Ok: false } && t.Upid.Type == Type);
}
