using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>Starting a node's guests when it has booted, in their order (pve-manager: PVE/API2/Nodes.pm startall, called by pve-guests.service).</summary>
public static class StartAll
{
    private const int Last = int.MaxValue;
    private const int MachineDelay = 3;

    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The node's services have started: pve-guests.service is the last of them.</summary>
    internal static void AfterBoot(Node node) => node.Clock.After(Boot, () =>
    {
        if (node.Status == NodeStatus.Up) node.Tasks.Fork("startall", "", "root@pam", task => Work(node, task, force: false, []));
    });

    /// <summary>The worker.</summary>
    /// <param name="node">The node.</param>
    /// <param name="task">The worker's task.</param>
    /// <param name="force">Also guests without <c>onboot</c>.</param>
    /// <param name="only">Only these VMIDs; empty for all.</param>
    public static IEnumerable<TimeSpan> Work(Node node, PveTask task, bool force, ImmutableArray<int> only)
    {
        if (!force && !node.HasQuorum)
        {
            task.Log("waiting for quorum ...");
            while (!node.HasQuorum) yield return Second;
            task.Log("got quorum");
        }
        foreach (var guest in node.Guests.All.Where(g => g.Lock == "backup").ToList())
        {
            guest.RemoveLock();
            task.Log(string.Create(CultureInfo.InvariantCulture, $"removed left over backup lock from '{guest.Vmid}'!"));
        }
        var chosen = node.Guests.All.Where(g => (force || g.Config["onboot"] == "1") && g.Config["template"] != "1" && (only.IsEmpty || only.Contains(g.Vmid))
            && (force || !only.IsEmpty || !IsLeftToHa(g)));
        var started = new List<(Guest Guest, PveTask Task)>();
        foreach (var guest in chosen.OrderBy(g => Startup(g, "order") ?? Last).ThenBy(g => g.Vmid).ToList())
        {
            if (guest.IsRunning) continue;
            task.Log(string.Create(CultureInfo.InvariantCulture, $"Starting {guest.Kind.Label} {guest.Vmid}"));
            started.Add((guest, Start(node, guest, task)));
            var delay = Startup(guest, "up") ?? (guest is VirtualMachine ? MachineDelay : 0);
            if (Startup(guest, "up") is > 0) task.Log(string.Create(CultureInfo.InvariantCulture, $"Waiting for {delay} seconds (startup delay)"));
            for (var waited = 0; waited < delay; waited++) yield return Second;
            foreach (var piece in Finish(task, started, all: false)) yield return piece;
        }
        foreach (var piece in Finish(task, started, all: true)) yield return piece;
    }

    /// <summary>Whether HA starts and stops it: nobody else does so behind its back.</summary>
    internal static bool IsLeftToHa(Guest guest) => guest.Node.View.HighAvailability.Resources.Manages(guest.Vmid, "started");

    private static PveTask Start(Node node, Guest guest, PveTask task)
    {
        var id = guest.Vmid.ToString(CultureInfo.InvariantCulture);
        return guest is Container container
            ? node.Tasks.Fork("vzstart", id, task.Upid.User, start => ContainerWork.Start(container, start))
            : node.Tasks.Fork("qmstart", id, task.Upid.User, start => GuestWork.Start((VirtualMachine)guest, start));
    }

    private static IEnumerable<TimeSpan> Finish(PveTask task, List<(Guest Guest, PveTask Task)> started, bool all)
    {
        foreach (var (guest, start) in started.ToList())
        {
            while (all && start.IsRunning) yield return Second;
            if (start.IsRunning) continue;
            started.Remove((guest, start));
            if (!start.Ok) task.Log(string.Create(CultureInfo.InvariantCulture, $"Starting {guest.Kind.Label} {guest.Vmid} failed: {start.ExitStatus}"));
        }
    }

    internal static int? Startup(Guest guest, string key)
    {
        var part = (guest.Config["startup"] ?? "").Split(',').Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith(key + "=", StringComparison.Ordinal));
        return int.TryParse(part?[(key.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
