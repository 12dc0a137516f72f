using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>A walk over everything on a pool: a scrub, or a resilver after a device came back.</summary>
/// <param name="Scrub">A scrub; else a resilver.</param>
/// <param name="Started">When it began.</param>
/// <param name="Bytes">What it reads.</param>
/// <param name="Repaired">What a resilver writes.</param>
/// <param name="Takes">How long it needs.</param>
public sealed record ZfsScan(bool Scrub, Instant Started, long Bytes, long Repaired, TimeSpan Takes)
{
    /// <summary>When somebody cancelled it, if so.</summary>
    public Instant? Cancelled { get; init; }

    /// <summary>When it ends.</summary>
    public Instant Ends => Started + Takes;

    /// <summary>Whether it goes on now.</summary>
    public bool IsRunning(Instant now) => Cancelled is null && now < Ends;

    /// <summary>Bytes read by now.</summary>
    public long Done(Instant now) => Takes <= TimeSpan.Zero ? Bytes : (long)(Bytes * Math.Min(1, (now - Started) / Takes));
}
