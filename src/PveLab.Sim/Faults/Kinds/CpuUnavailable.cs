using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The guest's CPU type is a custom model that this cluster does not define.</summary>
public sealed record CpuUnavailable : GuestSettingFault
{
    /// <summary>The CPU type.</summary>
    public string Cpu { get; init; } = "custom-datacentre";

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config) => [("cpu", Cpu)];
}
