using System.Globalization;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>
/// <c>qm suspend --todisk</c>: the memory goes to a volume and QEMU ends; the next start goes on from it
/// (qemu-server: PVE/QemuServer/RunState.pm vm_suspend, PVE/QemuServer.pm vm_start).
/// </summary>
public static class SuspendToDisk
{
    private static readonly TimeSpan QemuStarts = TimeSpan.FromMilliseconds(1400);

    /// <summary>Saves the memory and ends QEMU (qmsuspend).</summary>
    /// <param name="guest">The guest, running.</param>
    /// <param name="task">The worker.</param>
    /// <param name="skipLock">Although it is locked.</param>
    /// <param name="storage">Where to; null to choose.</param>
    public static IEnumerable<TimeSpan> Save(VirtualMachine guest, PveTask task, bool skipLock, string? storage)
    {
        foreach (var piece in guest.Flock.Hold(task.Log, Begin(guest, task, skipLock, storage))) yield return piece;
        var saving = new Attempted(MachineState.Save(guest, guest.Config["vmstate"]!, _ => { }));
        foreach (var piece in saving) yield return piece;
        if (saving.Error is { } error)
        {
            task.Quietly(() => guest.Node.Storages.Free(guest.Config["vmstate"]!, task.Log));
            // The lock stays, to show that something went wrong.
            guest.Save(MachineState.Forget(guest.Config).Without("vmstate"));
            throw error;
        }
        task.Log("State saved, quitting");
        if (guest.Lock != "suspending") throw new PveException("lock changed unexpectedly");
        guest.Stop();
        guest.Save(guest.Config.With("lock", "suspended"));
    }

    /// <summary>Goes on from the saved memory and forgets it.</summary>
    internal static IEnumerable<TimeSpan> Resume(VirtualMachine guest, PveTask task, string state)
    {
        if (guest.Lock is not (null or "suspended")) guest.CheckLock();
        task.Log("Resuming suspended VM");
        foreach (var piece in MachineState.Load(guest, state)) yield return piece;
        guest.Start(log: task.Log, skipLock: true, memory: guest.Node.Storages.Image(state)?.Memory);
        yield return QemuStarts;
        task.Log("Resumed VM, removing state");
        guest.Save(MachineState.Forget(guest.Config).Without("vmstate").Without("lock"));
        task.Quietly(() => guest.Node.Storages.Free(state, task.Log));
    }

    private static IEnumerable<TimeSpan> Begin(VirtualMachine guest, PveTask task, bool skipLock, string? storage)
    {
        if (!skipLock) guest.CheckLock();
        var time = guest.Node.Datacenter.Zone.ToLocal(guest.Node.Clock.Now.UnixSeconds);
        var name = string.Create(CultureInfo.InvariantCulture, $"suspend-{time.Year:D4}-{time.Month:D2}-{time.Day:D2}");
        var config = guest.Config;
        guest.Save(config with { Values = config.Values.SetItems(MachineState.Allocate(guest, name, storage, task.Log)).SetItem("lock", "suspending") });
        yield break;
    }
}
