namespace PveLab.Sim.Backup;

/// <summary>A guest that is being restored, or a container that is being made from a template, which is the same work.</summary>
public abstract class Restoring
{
    /// <summary>The guest that is restored.</summary>
    public abstract int Vmid { get; }

    /// <summary>Where it is in its life.</summary>
    public RestoreStatus Status { get; internal set; }

    internal abstract void RecordSuccess();

    internal abstract void RecordFailure();
}
