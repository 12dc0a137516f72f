using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A backup job's schedule never comes, or comes at an hour that nobody meant (another time zone's).</summary>
public sealed record JobSchedule : JobFault
{
    /// <summary>The calendar event, for example <c>2-30 02:00</c>, which never comes.</summary>
    public required string Schedule { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Complaint() is { } complaint) yield return new FaultProblem("schedule", complaint);
    }

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job) => job.Properties.SetItem("schedule", Schedule);

    private string? Complaint()
    {
        try
        {
            CalendarEvent.Parse(Schedule);
            return null;
        }
        catch (PveException error)
        {
            return error.Message;
        }
    }
}
