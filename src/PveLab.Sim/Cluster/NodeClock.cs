using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>
/// A node's own idea of the time: virtual time, and by how much it is wrong. What the node writes down goes by it: journal, task ids, names of
/// archives, the hours of jobs. chrony steps a wrong clock when it starts (Debian's <c>makestep 1 3</c>).
/// </summary>
public sealed class NodeClock
{
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(4);

    private readonly Node node;

    internal NodeClock(Node node)
    {
        this.node = node;
        node.Services.Changed += Hear;
    }

    /// <summary>By how much it is ahead; negative when it is behind.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>What the node takes for now.</summary>
    public Instant Now => node.Clock.Now + Offset;

    /// <summary>Sets it wrong, or right.</summary>
    public void Set(TimeSpan offset)
    {
        if (offset == Offset) return;
        node.Datacenter.Facts.StatusChanged($"clock of {node.Name}", Word(Offset), Word(offset), nameof(Set));
        Offset = offset;
        node.Backups.Scheduler.ClockChanged();
    }

    /// <summary>chrony sets it right at once, if it reaches a time server.</summary>
    public void Step()
    {
        if (Offset == TimeSpan.Zero || !node.Services.IsActive("chrony") || !node.Host.OnNetwork) return;
        var wrong = Offset;
        Set(TimeSpan.Zero);
        node.Journal.Write(
            "chronyd", node.Services.Find("chrony")!.Pid, FormattableString.Invariant($"System clock was stepped by {-wrong.TotalSeconds:0.000000} seconds"), Priority.Info, "chrony.service");
    }

    private void Hear(Service service)
    {
        if (Offset != TimeSpan.Zero && service is { Unit.Name: "chrony", IsActive: true }) node.Clock.After(Measuring, Step);
    }

    private static string Word(TimeSpan offset) => offset == TimeSpan.Zero ? "Right" : offset > TimeSpan.Zero ? "Ahead" : "Behind";
}
