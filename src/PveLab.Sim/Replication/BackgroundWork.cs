using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>Work of a process that is no task: it has no log and no id that anybody waits for. The agenda continues it.</summary>
/// <param name="node">Where it runs.</param>
/// <param name="work">The work: yields the virtual time its next piece takes.</param>
/// <param name="ended">Told how it ended.</param>
internal sealed class BackgroundWork(Node node, IEnumerable<TimeSpan> work, Action<PveException?> ended)
{
    private readonly IEnumerator<TimeSpan> pieces = work.GetEnumerator();
    private Appointment? next;

    /// <summary>Does the first piece.</summary>
    internal void Begin() => Continue();

    /// <summary>It dies of a signal: what it holds is let go.</summary>
    internal void Kill()
    {
        next?.Cancel();
        pieces.Dispose();
    }

    /// <summary>Its node lost power: nothing is let go in order.</summary>
    internal void Vanish() => next?.Cancel();

    private void Continue()
    {
        var bandwidth = node.Datacenter.Bandwidth;
        var outer = bandwidth.Owner;
        bandwidth.Owner = node;
        PveException? error = null;
        try
        {
            while (pieces.MoveNext())
            {
                if (pieces.Current <= TimeSpan.Zero) continue;
                next = node.Clock.At(node.Clock.Now + pieces.Current, Continue, routine: true);
                return;
            }
        }
        catch (PveException failure)
        {
            error = failure;
        }
        finally
        {
            bandwidth.Owner = outer;
        }
        pieces.Dispose();
        ended(error);
    }
}
