using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Starting and stopping containers (pve-container: PVE/API2/LXC/Status.pm).</summary>
public static class LxcPowerMethods
{
    private const int ShutdownTimeout = 60;

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        GuestTasks.Power(GuestKind.Container, "start", "Starts a container.", LxcParameters.Start, Start) with { NotSimulated = ApiMethod.Names("debug") },
        GuestTasks.Power(GuestKind.Container, "stop", "Stops a container at once, killing what runs in it.", LxcParameters.Stop, Stop),
        GuestTasks.Power(GuestKind.Container, "shutdown", "Asks a container to shut down.", LxcParameters.Shutdown, Shutdown),
        GuestTasks.Power(GuestKind.Container, "reboot", "Shuts a container down and starts it again with its pending changes.", LxcParameters.Reboot, Reboot),
        GuestTasks.Power(GuestKind.Container, "suspend", "Saves a container's processes to disk; experimental.", LxcParameters.Container, Suspend),
        GuestTasks.Power(GuestKind.Container, "resume", "Brings a container's processes back from disk.", LxcParameters.Container, Resume),
    ];

    private static JsonNode Start(ApiCall call)
    {
        if (Known(call) is { IsRunning: true } running) throw new PveException(FormattableString.Invariant($"CT {running.Vmid} already running"));
        GuestTasks.CheckQuorum(call);
        if (GuestTasks.IsLeftToHa(call, GuestKind.Container, starts: true, 0, out var asked)) return asked;
        return GuestTasks.Fork(call, "vzstart", task => With(call, container => ContainerWork.Start(container, task, call.Bool("skiplock"))));
    }

    private static JsonNode Stop(ApiCall call)
    {
        CheckRunning(call, "CT");
        if (GuestTasks.IsLeftToHa(call, GuestKind.Container, starts: false, 0, out var asked)) return asked;
        return GuestTasks.Fork(call, "vzstop", task => With(call, container => StopWork(call, container, task)));
    }

    private static IEnumerable<TimeSpan> StopWork(ApiCall call, Container container, PveTask task)
    {
        if (call.Bool("overrule-shutdown"))
        {
            var vmid = container.Vmid.ToString(CultureInfo.InvariantCulture);
            var overruled = container.Node.Tasks.All.Where(t => t.IsRunning && t.Upid.Type == "vzshutdown" && t.Upid.Id == vmid).ToList();
            foreach (var shutdown in overruled) shutdown.Abort();
            if (overruled.Count > 0) task.Log("overruled vzshutdown tasks: " + string.Join(", ", overruled.Select(t => t.Upid.Encode())));
        }
        return ContainerWork.Stop(container, task, call.Bool("skiplock"));
    }

    private static JsonNode Shutdown(ApiCall call)
    {
        CheckRunning(call, "CT");
        if (GuestTasks.IsLeftToHa(call, GuestKind.Container, starts: false, call.OptionalInt("timeout") ?? ShutdownTimeout, out var asked)) return asked;
        return GuestTasks.Fork(call, "vzshutdown", task => With(call, container =>
            ContainerWork.Shutdown(container, task, call.OptionalInt("timeout") ?? ShutdownTimeout, call.Bool("forceStop"))));
    }

    private static JsonNode Reboot(ApiCall call)
    {
        // The real text says VM here.
        CheckRunning(call, "VM");
        return GuestTasks.Fork(call, "vzreboot", task => With(call, container => ContainerWork.Reboot(container, task, call.OptionalInt("timeout"))));
    }

    // lxc-checkpoint needs CRIU, which fails on nearly every container: its texts are not imitated.
    private static JsonNode Suspend(ApiCall call)
    {
        CheckRunning(call, "CT");
        throw new PveException("PveLab: 'pct suspend' is not simulated");
    }

    private static JsonNode Resume(ApiCall call)
    {
        if (Known(call) is { IsRunning: true } running) throw new PveException(FormattableString.Invariant($"CT {running.Vmid} already running"));
        throw new PveException("PveLab: 'pct resume' is not simulated");
    }

    private static Container? Known(ApiCall call) => call.Node.Guests.Containers.Find(call.Int("vmid"));

    private static void CheckRunning(ApiCall call, string label)
    {
        if (Known(call) is not { IsRunning: true }) throw new PveException(FormattableString.Invariant($"{label} {call.Int("vmid")} not running"));
    }

    /// <summary>Looks the container up inside the worker: that it is missing is the task's error.</summary>
    private static IEnumerable<TimeSpan> With(ApiCall call, Func<Container, IEnumerable<TimeSpan>> work)
    {
        foreach (var piece in work(call.Node.Guests.Containers.Get(call.Int("vmid")))) yield return piece;
    }
}
