using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A disk is detached: its volume is there as <c>unusedN</c>, and no backup takes it.</summary>
public sealed record DiskUnused : GuestSettingFault
{
    /// <summary>The disk, for example <c>scsi1</c>.</summary>
    public required string Disk { get; init; }

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config)
    {
        if (config[Disk] is not { } drive) throw new PveException($"no disk '{Disk}'");
        var free = 0;
        while (config[FormattableString.Invariant($"unused{free}")] is not null) free++;
        yield return (Disk, null);
        yield return (FormattableString.Invariant($"unused{free}"), Drive.Parse(drive).Volume);
    }
}
