using PveLab.Sim.Cluster;

namespace PveLab.Sim.Replication;

/// <summary>
/// A long stretch in which nothing happens but replication, run after run alike, and nobody looks: of its runs only the last ones are simulated,
/// for they leave what all of them would have left. The moments between cannot be told apart from the outside.
/// </summary>
internal static class RoutineStretch
{
    /// <summary>How many runs of the rarest job are simulated at the end of a stretch: the first catches up, the others are like any.</summary>
    private const int RunsAtTheEnd = 4;

    /// <summary>How many runs ahead are compared to see how even a schedule is: more than a week's of a daily one.</summary>
    private const int RunsCompared = 10;

    private const int SecondsPerMinute = 60;
    private const int ShortestPeriod = 2 * SecondsPerMinute;

    /// <summary>A pool must have this part of it left: a stretch in which one fills up is lived through.</summary>
    private const int RoomPart = 5;

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Passes over the runs from now on, when that is possible and worth it. Every node's scheduler has planned anew then.</summary>
    internal static bool TryPass(Datacenter datacenter)
    {
        var clock = datacenter.Clock;
        if (clock.Horizon is not { } end || datacenter.Facts.HasListeners) return false;
        var nodes = datacenter.Nodes.Values.Where(n => n.Services.IsActive("pvescheduler")).ToList();
        if (!nodes.TrueForAll(n => n.Replication.Scheduler.IsRoutine(clock.Disturbed) && HasRoom(n))) return false;
        if (clock.NextUnusual is { } unusual && unusual < end) end = unusual;
        if (Periods(nodes).ToList() is not { Count: > 0 } periods || periods.Min(p => p.Shortest) < ShortestPeriod) return false;
        var atTheEnd = TimeSpan.FromSeconds(RunsAtTheEnd * periods.Max(p => p.Longest)) + Slack;
        end -= atTheEnd;
        if (end - clock.Now > Longest) end = clock.Now + Longest;
        if (end - clock.Now < atTheEnd) return false;
        foreach (var node in nodes) node.Replication.Scheduler.Pass(end);
        return true;
    }

    private static bool HasRoom(Node node) => node.Zpools.Values.All(p => p.TakesWrites && p.Root.Available > p.Usable / RoomPart);

    /// <summary>The time between two runs of each job, the longest of the next ones where they are not even.</summary>
    private static IEnumerable<(long Shortest, long Longest)> Periods(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var job in node.Replication.Engine.Jobs)
            {
                if (NodeReplication.IsIdle(job) || node.Replication.NextSync(job) is not (> 0 and var at)) continue;
                var (shortest, longest) = (long.MaxValue, 0L);
                for (var run = 0; run < RunsCompared && node.Replication.NextEvent(job.Schedule, at) is { } next; run++, at = next)
                    (shortest, longest) = (Math.Min(shortest, next - at), Math.Max(longest, next - at));
                if (longest > 0) yield return (shortest, longest);
            }
        }
    }
}
