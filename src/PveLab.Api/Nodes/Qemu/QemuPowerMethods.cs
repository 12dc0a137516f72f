using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Starting, stopping and everything between (qemu-server: PVE/API2/Qemu.pm vm_start, vm_stop, vm_shutdown, vm_reboot, vm_suspend, vm_resume, vm_reset).</summary>
public static class QemuPowerMethods
{
    private static readonly JsonSchema Timeout = SchemaOf.Optional(SchemaOf.Integer("Longest wait in seconds.", 0));

    private static readonly ObjectSchema Reset = QemuParameters.Guest.With(("skiplock", StandardOptions.SkipLock));

    private static readonly ObjectSchema Suspend = Reset.With(
        ("statestorage", SchemaOf.Optional(StandardOptions.StorageId with { Description = "Where to save the state.", Requires = "todisk" })),
        ("todisk", SchemaOf.Optional(SchemaOf.Boolean("Save the state on a storage; the next start goes on from it."), "0")));

    private static readonly ObjectSchema Resume = Reset.With(("nocheck", SchemaOf.Optional(SchemaOf.Boolean("Part of a migration."))));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        GuestTasks.Power(GuestKind.VirtualMachine, "start", "Starts a virtual machine.", QemuParameters.Start, Start) with
        {
            NotSimulated = ApiMethod.Names(
                "force-cpu", "machine", "migratedfrom", "migration_network", "migration_type", "nets-host-mtu", "stateuri", "targetstorage", "with-conntrack-state"),
        },
        GuestTasks.Power(GuestKind.VirtualMachine, "stop", "Stops a virtual machine at once, as if its plug was pulled.", QemuParameters.Stop, Stop) with
        {
            NotSimulated = ApiMethod.Names("keepActive", "migratedfrom"),
        },
        GuestTasks.Power(GuestKind.VirtualMachine, "reset", "Presses the reset button of a virtual machine.", Reset, ResetGuest),
        GuestTasks.Power(GuestKind.VirtualMachine, "shutdown", "Asks a virtual machine to shut down.", QemuParameters.Shutdown, Shutdown)
            with { NotSimulated = ApiMethod.Names("keepActive") },
        GuestTasks.Power(GuestKind.VirtualMachine, "reboot", "Shuts a virtual machine down and starts it again with its pending changes.",
            QemuParameters.Guest.With(("timeout", Timeout)), Reboot),
        GuestTasks.Power(GuestKind.VirtualMachine, "suspend", "Halts the CPUs of a virtual machine, or saves it to a storage.", Suspend, SuspendGuest),
        GuestTasks.Power(GuestKind.VirtualMachine, "resume", "Lets the CPUs of a virtual machine go on.", Resume, ResumeGuest) with { NotSimulated = ApiMethod.Names("nocheck") },
    ];

    private static JsonNode Start(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        // QEMU starts within two seconds here; what the real program prints when that is too slow is the whole command line of kvm.
        if (call.OptionalInt("timeout") == 1) throw new NotSimulatedException("timeout 1", "qm start");
        if (GuestTasks.IsLeftToHa(call, GuestKind.VirtualMachine, starts: true, 0, out var asked)) return asked;
        return GuestTasks.Fork(call, "qmstart", task => With(call, guest => GuestWork.Start(guest, task, call.Bool("skiplock"))));
    }

    private static JsonNode Stop(ApiCall call) => GuestTasks.IsLeftToHa(call, GuestKind.VirtualMachine, starts: false, 0, out var asked)
        ? asked
        : GuestTasks.Fork(call, "qmstop", task => With(call, guest => StopWork(call, guest, task)));

    private static IEnumerable<TimeSpan> StopWork(ApiCall call, VirtualMachine guest, PveTask task)
    {
        if (call.Bool("overrule-shutdown"))
        {
            var vmid = guest.Vmid.ToString(CultureInfo.InvariantCulture);
            var overruled = guest.Node.Tasks.All.Where(t => t.IsRunning && t.Upid.Type == "qmshutdown" && t.Upid.Id == vmid).ToList();
            foreach (var shutdown in overruled) shutdown.Abort();
            if (overruled.Count > 0) task.Log("overruled qmshutdown tasks: " + string.Join(", ", overruled.Select(t => t.Upid.Encode())));
        }
        var running = guest.IsRunning;
        foreach (var piece in GuestWork.Stop(guest, task, call.Bool("skiplock"))) yield return piece;
        // QEMU obeys within its first second; the real loop counts that second before it looks again.
        if (running && call.OptionalInt("timeout") <= 1) task.Log("VM still running - terminating now with SIGTERM");
    }

    private static JsonNode Shutdown(ApiCall call)
    {
        var vmid = call.Int("vmid");
        var guest = call.Node.Guests.Find(vmid);
        var stopInstead = false;
        if (guest is null) call.Warn(call.Node.Guests.NoConfig(vmid).Message + "\n");
        else if (!guest.IsRunning) call.Warn(guest.NotRunning + "\n");
        else if (guest.Status == GuestStatus.Paused)
        {
            if (!call.Bool("forceStop")) throw new PveException("VM is paused - cannot shutdown");
            call.Warn("VM is paused - stop instead of shutdown");
            stopInstead = true;
        }
        if (GuestTasks.IsLeftToHa(call, GuestKind.VirtualMachine, starts: false, call.OptionalInt("timeout") ?? 60, out var asked)) return asked;
        return GuestTasks.Fork(call, "qmshutdown", task => With(call, found => stopInstead
            ? GuestWork.Stop(found, task, call.Bool("skiplock"))
            : GuestWork.Shutdown(found, task, Patience(call, found), call.Bool("forceStop"), call.Bool("skiplock"))));
    }

    private static JsonNode Reboot(ApiCall call)
    {
        var guest = Running(call);
        if (guest.Status == GuestStatus.Paused) throw new PveException("VM is paused - cannot shutdown");
        return GuestTasks.Fork(call, "qmreboot", task => GuestWork.Reboot(guest, task, Patience(call, guest)));
    }

    /// <summary>Seconds to wait for a guest to power off: those given, else <c>down=</c> of its startup order (qemu-server: PVE/QemuServer.pm _do_vm_stop).</summary>
    private static int? Patience(ApiCall call, VirtualMachine guest)
    {
        if (call.OptionalInt("timeout") is { } given) return given;
        var down = (guest.Config["startup"] ?? "").Split(',').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("down=", StringComparison.Ordinal));
        return int.TryParse(down.AsSpan(down is null ? 0 : 5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : null;
    }

    private static JsonNode ResetGuest(ApiCall call)
    {
        var guest = Running(call);
        return GuestTasks.Fork(call, "qmreset", task => GuestWork.Reset(guest, task, call.Bool("skiplock")));
    }

    private static JsonNode SuspendGuest(ApiCall call)
    {
        var guest = Running(call);
        if (!call.Bool("todisk")) return GuestTasks.Fork(call, "qmpause", task => GuestWork.Suspend(guest, task, call.Bool("skiplock")));
        if (guest.Lock == "backup") throw new PveException("Cannot suspend VM to disk during backup");
        return GuestTasks.Fork(call, "qmsuspend", task => SuspendToDisk.Save(guest, task, call.Bool("skiplock"), call.OptionalString("statestorage")));
    }

    private static JsonNode ResumeGuest(ApiCall call)
    {
        var guest = Running(call);
        return GuestTasks.Fork(call, "qmresume", task => GuestWork.Resume(guest, task, call.Bool("skiplock")));
    }

    private static VirtualMachine Running(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        return guest.IsRunning ? guest : throw new PveException(guest.NotRunning);
    }

    /// <summary>Looks the guest up inside the worker: that it is missing is the task's error.</summary>
    private static IEnumerable<TimeSpan> With(ApiCall call, Func<VirtualMachine, IEnumerable<TimeSpan>> work)
    {
        foreach (var piece in work(call.Node.Guests.Get(call.Int("vmid")))) yield return piece;
    }
}
