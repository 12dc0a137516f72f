using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The guest's memory is more than the node has left.</summary>
public sealed record MemoryTooLarge : GuestSettingFault
{
    /// <summary>MiB of memory.</summary>
    public string Mebibytes { get; init; } = "65536";

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config) => [("memory", Mebibytes)];
}
