namespace PveLab.Sim.Faults.Kinds;

/// <summary>pvescheduler does not run on a node: no job's hour is ever looked at.</summary>
public sealed record SchedulerStopped : NodeFault
{
    private const string Unit = "pvescheduler";

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var service = NodeOf(site.World).Services.Find(Unit) ?? throw new PveException($"no service '{Unit}'");
        service.Stop();
        return service.Start;
    }
}
