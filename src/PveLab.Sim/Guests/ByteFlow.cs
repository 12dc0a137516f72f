using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>Bytes on their way over some lanes; they can stand still and go on.</summary>
internal class ByteFlow : IDisposable
{
    private readonly Bandwidth bandwidth;
    private readonly IReadOnlyList<LaneUse> uses;
    private readonly double? limit;
    private Flow? flow;
    private long before;

    /// <summary>Starts it.</summary>
    /// <param name="bandwidth">The world's lanes.</param>
    /// <param name="lanes">Those it takes.</param>
    /// <param name="limit">KiB/s; null or 0 for none.</param>
    public ByteFlow(Bandwidth bandwidth, IEnumerable<Lane> lanes, long? limit)
    {
        this.bandwidth = bandwidth;
        this.limit = limit is > 0 ? limit * 1024.0 : null;
        uses = [.. lanes.Distinct().Select(l => new LaneUse(l))];
        Resume();
    }

    /// <summary>Bytes moved so far.</summary>
    public long Moved => before + (flow?.Moved ?? 0);

    /// <summary>Bytes a second now; 0 while it stands still.</summary>
    public double Rate => flow?.Rate ?? 0;

    /// <summary>Brings it up to the present.</summary>
    /// <exception cref="PveException">It is broken off.</exception>
    public virtual void Settle() => bandwidth.Settle();

    /// <inheritdoc />
    public void Dispose() => Pause();

    /// <summary>Nothing moves until <see cref="Resume"/>.</summary>
    protected void Pause()
    {
        if (flow is null) return;
        bandwidth.End(flow);
        before += flow.Moved;
        flow = null;
    }

    /// <summary>It moves again.</summary>
    protected void Resume() => flow ??= bandwidth.Start(uses, limit);
}
