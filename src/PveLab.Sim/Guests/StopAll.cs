using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>Stopping a node's guests before it shuts down (pve-manager: PVE/API2/Nodes.pm stopall, called when pve-guests.service stops).</summary>
public static class StopAll
{
    private const int Timeout = 180;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The worker: every guest is asked to shut down, and stopped when it does not.</summary>
    public static IEnumerable<TimeSpan> Work(Node node, PveTask task)
    {
        foreach (var guests in node.Guests.Running.Where(g => !StartAll.IsLeftToHa(g)).GroupBy(g => StartAll.Startup(g, "order") ?? int.MaxValue).OrderByDescending(g => g.Key).ToList())
        {
            var stopping = new List<PveTask>();
            foreach (var guest in guests.OrderByDescending(g => g.Vmid))
            {
                var timeout = StartAll.Startup(guest, "down") ?? Timeout;
                task.Log(string.Create(CultureInfo.InvariantCulture, $"Stopping {guest.Kind.Label} {guest.Vmid} (timeout = {timeout} seconds)"));
                stopping.Add(Stop(node, guest, task, timeout));
            }
            while (stopping.Exists(t => t.IsRunning)) yield return Second;
        }
    }

    private static PveTask Stop(Node node, Guest guest, PveTask task, int timeout)
    {
        var id = guest.Vmid.ToString(CultureInfo.InvariantCulture);
        return guest is Container container
            ? node.Tasks.Fork("vzshutdown", id, task.Upid.User, stop => ContainerWork.Shutdown(container, stop, timeout, force: true))
            : node.Tasks.Fork("qmshutdown", id, task.Upid.User, stop => GuestWork.Shutdown((VirtualMachine)guest, stop, timeout, force: true, skipLock: true));
    }
}
