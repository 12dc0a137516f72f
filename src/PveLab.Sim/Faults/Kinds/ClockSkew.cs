using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node's clock is wrong and nobody corrects it: chrony does not run.</summary>
public sealed record ClockSkew : NodeFault
{
    /// <summary>Seconds that its clock is ahead; negative when it is behind.</summary>
    public int Seconds { get; init; } = 900;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Seconds is 0 or > 86400 * 365 or < -86400 * 365) yield return new FaultProblem("seconds", $"{Seconds} is not between -1 and 1 years, or nothing at all");
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var node = NodeOf(site.World);
        var chrony = node.Services.Find("chrony") ?? throw new PveException("no service 'chrony'");
        chrony.Stop();
        node.Time.Set(TimeSpan.FromSeconds(Seconds));
        return chrony.Start;
    }
}
