using System.Globalization;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>
/// What the workers of a guest's tasks do, whoever forks them: the API, qmeventd after a reboot, high availability
/// (qemu-server: PVE/API2/Qemu.pm, PVE/QemuServer.pm).
/// </summary>
public static class GuestWork
{
    private const int PowerDownTimeout = 60;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Monitor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan QemuStarts = TimeSpan.FromMilliseconds(1400);

    /// <summary>Starts it (qmstart).</summary>
    public static IEnumerable<TimeSpan> Start(VirtualMachine guest, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (guest.Config["vmstate"] is { } state && !guest.IsRunning) return SuspendToDisk.Resume(guest, task, state);
            return Boot();
        }

        IEnumerable<TimeSpan> Boot()
        {
            guest.Start(log: task.Log, skipLock: skipLock);
            yield return QemuStarts;
        }

        return guest.Flock.Hold(task.Log, Later(Work));
    }

    /// <summary>Decides what to do only when it is begun: the lock has been waited for by then.</summary>
    private static IEnumerable<TimeSpan> Later(Func<IEnumerable<TimeSpan>> work)
    {
        foreach (var piece in work()) yield return piece;
    }

    /// <summary>Pulls the plug (qmstop); a guest that is stopped already is no error.</summary>
    public static IEnumerable<TimeSpan> Stop(VirtualMachine guest, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!guest.IsRunning) yield break;
            if (!skipLock) guest.CheckLock();
            guest.Stop();
            yield return Second;
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    /// <summary>Asks it to power off and waits (qmshutdown).</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="task">Its task.</param>
    /// <param name="timeout">Seconds to wait; null for the usual 60.</param>
    /// <param name="force">Stop it when it does not obey in time.</param>
    /// <param name="skipLock">Although it is locked.</param>
    public static IEnumerable<TimeSpan> Shutdown(VirtualMachine guest, PveTask task, int? timeout = null, bool force = false, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!guest.IsRunning) yield break;
            if (!skipLock) guest.CheckLock();
            guest.Shutdown();
            foreach (var piece in AwaitEnd(guest, task, timeout ?? PowerDownTimeout, force)) yield return piece;
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    /// <summary>Shuts it down and lets qmeventd start it again (qmreboot).</summary>
    public static IEnumerable<TimeSpan> Reboot(VirtualMachine guest, PveTask task, int? timeout = null)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!guest.IsRunning) yield break;
            guest.CheckLock();
            guest.Reboot();
            var waiting = new Attempted(AwaitEnd(guest, task, timeout ?? PowerDownTimeout, force: false));
            foreach (var piece in waiting) yield return piece;
            if (waiting.Error is null) yield break;
            guest.ForgetReboot();
            throw waiting.Error;
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    /// <summary>Resets it (qmreset).</summary>
    public static IEnumerable<TimeSpan> Reset(VirtualMachine guest, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!skipLock) guest.CheckLock();
            yield return Monitor;
            guest.Reset();
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    /// <summary>Halts its CPUs (qmpause).</summary>
    public static IEnumerable<TimeSpan> Suspend(VirtualMachine guest, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!skipLock && guest.Lock is not "backup") guest.CheckLock();
            yield return Monitor;
            guest.Suspend();
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    /// <summary>Lets its CPUs go on (qmresume).</summary>
    public static IEnumerable<TimeSpan> Resume(VirtualMachine guest, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (guest.Config["template"] == "1")
                throw new PveException(string.Create(CultureInfo.InvariantCulture, $"VM {guest.Vmid} is a template and cannot be resumed!"));
            yield return Monitor;
            if (guest.Status == GuestStatus.Running) yield break;
            if (!skipLock && guest.Lock is not "backup") guest.CheckLock();
            guest.Resume();
        }

        return guest.Flock.Hold(task.Log, Work());
    }

    private static IEnumerable<TimeSpan> AwaitEnd(VirtualMachine guest, PveTask task, int timeout, bool force)
    {
        // A rebooted guest may run again before we look: its process id tells.
        var pid = guest.Pid;
        for (var waited = 0; waited < timeout && guest.Pid == pid; waited++) yield return Second;
        if (guest.Pid != pid) yield break;
        if (!force) throw new PveException("VM quit/powerdown failed - got timeout");
        task.Log("VM still running - terminating now with SIGTERM");
        guest.Stop();
        yield return Second;
    }
}
