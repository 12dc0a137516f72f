using System.Collections.Immutable;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>Snapshots of a virtual machine: CPUs halt while they are taken, an agent freezes file systems, memory can be kept (qemu-server: PVE/QemuConfig.pm).</summary>
public sealed class VirtualMachineSnapshots(VirtualMachine guest, PveTask task) : GuestSnapshots(guest, task)
{
    private static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(3);

    private bool halted;

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> AddState(ImmutableSortedDictionary<string, string> section, string name) =>
        section.AddRange(MachineState.Allocate(guest, name, null, Task.Log));

    /// <inheritdoc />
    protected override IEnumerable<TimeSpan> SaveState(ImmutableSortedDictionary<string, string> section)
    {
        if (!Guest.IsRunning) yield break;
        var state = section.GetValueOrDefault("vmstate");
        if (state is null && Guest.Config.AgentEnabled && !guest.AgentRunning)
        {
            yield return AgentPatience;
            Task.Log(GuestAgent.Silent(guest));
        }
        if (state is not null)
            foreach (var piece in MachineState.Save(guest, state, Task.Log)) yield return piece;
        halted = guest.Status == GuestStatus.Running;
        if (halted) guest.Suspend();
    }

    /// <inheritdoc />
    protected override void TakeVolume(string key, string volume, string name)
    {
        Task.Log($"snapshotting 'drive-{key}' ({volume})");
        if (Guest.IsRunning && Guest.Node.Storages.NameOf(volume).Format == "qcow2" && !key.StartsWith("tpmstate", StringComparison.Ordinal)) Task.Log("internal qemu snapshot");
        Guest.Node.Storages.Snapshot(volume, name, Task.Log);
    }

    /// <inheritdoc />
    protected override void AfterVolumes()
    {
        if (halted && guest.Status == GuestStatus.Paused) guest.Resume();
        halted = false;
    }

    /// <inheritdoc />
    protected override void StopForRollback() => Guest.Stop();

    /// <inheritdoc />
    protected override GuestConfig RolledBack(GuestConfig config, ImmutableSortedDictionary<string, string> snapshot)
    {
        config = MachineState.Forget(config);
        return config["vmgenid"] is null ? config : config.With("vmgenid", Guest.Node.Datacenter.Chance["uuid"].Uuid());
    }

    /// <inheritdoc />
    protected override IEnumerable<TimeSpan> StartFrom(string state)
    {
        foreach (var piece in MachineState.Load(guest, state)) yield return piece;
        guest.Start(log: Task.Log, memory: Guest.Node.Storages.Image(state)?.Memory);
        yield return Moment;
    }
}
