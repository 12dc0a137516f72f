using System.Globalization;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Replication;

/// <summary>A guest of the simulated datacenter as replication treats it (qemu-server: PVE/QemuConfig.pm, pve-container: PVE/LXC/Config.pm).</summary>
internal sealed class ReplicatedGuest(Guest guest) : IReplicatedGuest
{
    private static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(3);

    private (GuestConfig Config, StorageConfig Storages, IReadOnlyList<string> Volumes)? known;

    /// <inheritdoc />
    public string Label { get; } = string.Create(CultureInfo.InvariantCulture, $"{guest.Kind.Label} {guest.Vmid}");

    /// <inheritdoc />
    public long Running => !guest.IsRunning ? 0 : guest is VirtualMachine ? guest.Pid ?? 0 : 1;

    /// <inheritdoc />
    public string? Parent => guest.Config["parent"];

    internal Guest Guest => guest;

    /// <inheritdoc />
    public bool HasSnapshot(string name) => guest.Config.Snapshot(name) is not null;

    /// <inheritdoc />
    public IEnumerable<TimeSpan> CheckFreeze(Action<bool> answer)
    {
        if (!guest.IsRunning) return [];
        if (guest is VirtualMachine machine) return machine.Config.AgentEnabled ? AskAgent(machine, answer) : [];
        answer(true);
        return [];
    }

    /// <inheritdoc />
    public void Freeze(bool thaw)
    {
        // Between the two lies the taking of the snapshots, which takes no time here: nothing inside notices.
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Volumes(bool cleanup)
    {
        if (cleanup) return ReplicableVolumes.Of(guest, cleanup: true);
        var (config, storages) = (guest.Config, guest.Node.View.Storages);
        if (known is not { } last || !ReferenceEquals(last.Config, config) || !ReferenceEquals(last.Storages, storages))
            known = last = (config, storages, ReplicableVolumes.Of(guest));
        return last.Volumes;
    }

    private static IEnumerable<TimeSpan> AskAgent(VirtualMachine machine, Action<bool> answer)
    {
        var runs = machine.AgentRunning;
        if (!runs) yield return AgentPatience;
        answer(runs && machine.Config["agent"]!.Split(',') is var options && !options.Contains("freeze-fs-on-backup=0") && !options.Contains("freeze-fs=0"));
    }
}
