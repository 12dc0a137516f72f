using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The guest's machine type is newer than the node's QEMU.</summary>
public sealed record MachineUnavailable : GuestSettingFault
{
    /// <summary>The machine type.</summary>
    public string Machine { get; init; } = "pc-q35-12.0";

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config) => [("machine", Machine)];
}
