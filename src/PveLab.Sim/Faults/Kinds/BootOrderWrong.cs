using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The guest boots from a disk that it does not have.</summary>
public sealed record BootOrderWrong : GuestSettingFault
{
    /// <summary>The boot line.</summary>
    public string Order { get; init; } = "order=scsi9";

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config) => [("boot", Order)];
}
