using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A disk is left out of backups: <c>backup=0</c>.</summary>
public sealed record DiskExcluded : GuestSettingFault
{
    /// <summary>The disk, for example <c>scsi1</c>.</summary>
    public required string Disk { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!MayComeLater && world.GuestOf(Guest) is { } guest && guest.Config[Disk] is null)
            yield return new FaultProblem("disk", $"the guest has no disk '{Disk}'", Disk, [.. guest.Config.Drives().Select(d => d.Key)]);
    }

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config)
    {
        if (config[Disk] is not { } drive) throw new PveException($"no disk '{Disk}'");
        yield return (Disk, Drive.Parse(drive).With("backup", "0").Sorted().ToString());
    }
}
