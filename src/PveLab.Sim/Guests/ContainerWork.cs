using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>What the workers of a container's tasks do, whoever forks them (pve-container: PVE/API2/LXC/Status.pm, PVE/LXC.pm vm_start, vm_stop, vm_reboot).</summary>
public static class ContainerWork
{
    private const int LxcStopTimeout = 60;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts it and waits until its init runs (vzstart).</summary>
    public static IEnumerable<TimeSpan> Start(Container container, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            container.Start(task.Log, skipLock || container.Lock == "mounted");
            while (container.Status == ContainerStatus.Starting) yield return Poll;
        }

        return container.Flock.Hold(task.Log, Work());
    }

    /// <summary>Kills it (vzstop).</summary>
    public static IEnumerable<TimeSpan> Stop(Container container, PveTask task, bool skipLock = false)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!skipLock && container.Lock != "mounted") container.CheckLock();
            container.Stop();
            yield return Second;
        }

        return container.Flock.Hold(task.Log, Work());
    }

    /// <summary>Asks its init to shut down and waits (vzshutdown).</summary>
    /// <param name="container">The container.</param>
    /// <param name="task">Its task.</param>
    /// <param name="timeout">Seconds to wait.</param>
    /// <param name="force">Kill it when it does not obey in time.</param>
    public static IEnumerable<TimeSpan> Shutdown(Container container, PveTask task, int timeout, bool force)
    {
        IEnumerable<TimeSpan> Work()
        {
            container.CheckLock();
            if (!container.IsRunning) yield break;
            container.Shutdown();
            foreach (var piece in AwaitEnd(container, task, timeout, force)) yield return piece;
        }

        return container.Flock.Hold(task.Log, Work());
    }

    /// <summary>Shuts it down, killing it when that takes too long, and starts it again (vzreboot).</summary>
    public static IEnumerable<TimeSpan> Reboot(Container container, PveTask task, int? timeout)
    {
        IEnumerable<TimeSpan> Work()
        {
            if (!container.IsRunning) yield break;
            container.Shutdown();
            foreach (var piece in AwaitEnd(container, task, timeout ?? LxcStopTimeout, force: true)) yield return piece;
            container.Start(task.Log);
            while (container.Status == ContainerStatus.Starting) yield return Poll;
        }

        return container.Flock.Hold(task.Log, Work());
    }

    internal static IEnumerable<TimeSpan> AwaitEnd(Container container, PveTask task, int timeout, bool force)
    {
        for (var waited = 0; waited < timeout && container.IsRunning; waited++) yield return Second;
        if (!container.IsRunning) yield break;
        if (!force)
        {
            task.Log(FormattableString.Invariant($"command 'lxc-stop -n {container.Vmid} --nokill --timeout {timeout}' failed: exit code 1"));
            throw new PveException("container did not stop");
        }
        container.Stop();
        yield return Second;
    }
}
