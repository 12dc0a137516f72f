namespace PveLab.Sim.Tasks;

/// <summary>
/// The last piece of a worker, during which a signal only waits (pve-guest-common: PVE/AbstractMigrate.pm migrate): who is stopped in it does what is
/// left at once.
/// </summary>
/// <param name="work">The piece.</param>
/// <param name="interrupted">Told that it was stopped.</param>
internal sealed class Uninterrupted(IEnumerable<TimeSpan> work, Action interrupted) : IEnumerable<TimeSpan>
{
    /// <summary>Steps that are still taken; what waits for somebody else is waited for no longer.</summary>
    private const int MostSteps = 100;

    /// <inheritdoc />
    public IEnumerator<TimeSpan> GetEnumerator()
    {
        using var steps = work.GetEnumerator();
        var waiting = false;
        try
        {
            while (steps.MoveNext())
            {
                waiting = true;
                yield return steps.Current;
                waiting = false;
            }
        }
        finally
        {
            if (waiting) Rush(steps);
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private void Rush(IEnumerator<TimeSpan> steps)
    {
        interrupted();
        for (var left = MostSteps; left > 0 && steps.MoveNext(); left--)
        {
            // Time passes for nobody who was stopped.
        }
    }
}
