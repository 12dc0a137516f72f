using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Migration;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.HighAvailability;

/// <summary>What HA does with a guest of one kind: the same tasks as everybody else forks (pve-ha-manager: PVE/HA/Resources/PVEVM.pm, PVECT.pm).</summary>
internal abstract class HaGuestAgent(Node node, IHaEnvironment environment, GuestKind kind) : IHaAgent
{
    private const int ShutdownTimeout = 60;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected Node Node { get; } = node;

    public abstract bool IsRunning(string name);

    public bool IsHere(string name) => Node.Guests.Either(VmidOf(name)) is not null;

    public IEnumerable<TimeSpan> Start(string name) => Await(() => Fork(name, "start", StartWork));

    public IEnumerable<TimeSpan> Shutdown(string name, string? timeout)
    {
        var seconds = timeout is null ? ShutdownTimeout : int.Parse(timeout, CultureInfo.InvariantCulture);
        return seconds == 0
            ? Await(() => Fork(name, "stop", StopWork))
            : Await(() => Fork(name, "shutdown", (guest, task) => ShutdownWork(guest, task, seconds)));
    }

    public IEnumerable<TimeSpan> Migrate(string name, string target, bool online)
    {
        if (!(online && MovesLive) && IsRunning(name))
            foreach (var pause in Shutdown(name, null)) yield return pause;
        foreach (var pause in Await(() => Node.Tasks.RunAs("pve-ha-lrm", () => Move(name, target, online && MovesLive)))) yield return pause;
    }

    public string? RemoveLock(string name, IReadOnlyList<string> locks, string node)
    {
        var path = $"/nodes/{node}/{kind.Folder}/{name}.conf";
        if (Node.Cluster.Find(path) is not TextFile { Text: var text }) throw new PveException($"Configuration file '{path[1..]}' does not exist");
        var config = GuestConfig.Parse(text);
        if (config["lock"] is not { } held || !locks.Contains(held)) return null;
        Node.Cluster.WriteText(path, config.Without("lock").ToText(kind));
        return held;
    }

    /// <summary>Whether such a guest can move while it runs.</summary>
    protected abstract bool MovesLive { get; }

    protected abstract string TaskPrefix { get; }

    protected abstract IEnumerable<TimeSpan> StartWork(Guest guest, PveTask task);

    protected abstract IEnumerable<TimeSpan> StopWork(Guest guest, PveTask task);

    protected abstract IEnumerable<TimeSpan> ShutdownWork(Guest guest, PveTask task, int timeout);

    /// <summary>Local devices and disks are no obstacle: people can see to it that nodes have the same hardware (PVE/HA/Resources/PVEVM.pm migrate).</summary>
    private PveTask Move(string name, string target, bool online) => MigrationChecks.Start(
        GuestOf(name), new MigrationRequest(target) { Online = online, Force = MovesLive, WithLocalDisks = MovesLive }, "root@pam",
        static _ => { }, byManager: true);

    protected Guest GuestOf(string name) => Node.Guests.Either(VmidOf(name))
        ?? throw new PveException($"Configuration file 'nodes/{Node.Name}/{kind.Folder}/{name}.conf' does not exist");

    private PveTask Fork(string name, string verb, Func<Guest, PveTask, IEnumerable<TimeSpan>> work)
    {
        var guest = GuestOf(name);
        return Node.Tasks.RunAs("pve-ha-lrm", () => Node.Tasks.Fork(TaskPrefix + verb, name, "root@pam", task => work(guest, task)));
    }

    // The task's own error is in its log: what counts is how the guest is afterwards.
    private IEnumerable<TimeSpan> Await(Func<PveTask> fork)
    {
        var task = fork();
        for (var waited = 1; task.IsRunning; waited++)
        {
            if (waited > 1 && waited % 5 == 1) environment.Log(HaLogLevel.Info, $"Task '{task.Id}' still active, waiting");
            yield return Second;
        }
    }

    private static int VmidOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : 0;
}

/// <summary>Virtual machines under HA.</summary>
internal sealed class HaMachineAgent(Node node, IHaEnvironment environment) : HaGuestAgent(node, environment, GuestKind.VirtualMachine)
{
    protected override bool MovesLive => true;

    protected override string TaskPrefix => "qm";

    // One that runs only for its backup does not count: it was stopped and is to be started.
    public override bool IsRunning(string name) => GuestOf(name) is { IsRunning: true } guest
        && !(guest is VirtualMachine { QmpStatus: "prelaunch" } && guest.Lock == "backup");

    protected override IEnumerable<TimeSpan> StartWork(Guest guest, PveTask task) => GuestWork.Start((VirtualMachine)guest, task);

    protected override IEnumerable<TimeSpan> StopWork(Guest guest, PveTask task) => GuestWork.Stop((VirtualMachine)guest, task);

    protected override IEnumerable<TimeSpan> ShutdownWork(Guest guest, PveTask task, int timeout) =>
        GuestWork.Shutdown((VirtualMachine)guest, task, timeout, force: true);
}

/// <summary>Containers under HA.</summary>
internal sealed class HaContainerAgent(Node node, IHaEnvironment environment) : HaGuestAgent(node, environment, GuestKind.Container)
{
    protected override bool MovesLive => false;

    protected override string TaskPrefix => "vz";

    public override bool IsRunning(string name) => GuestOf(name).IsRunning;

    protected override IEnumerable<TimeSpan> StartWork(Guest guest, PveTask task) => ContainerWork.Start((Container)guest, task);

    protected override IEnumerable<TimeSpan> StopWork(Guest guest, PveTask task) => ContainerWork.Stop((Container)guest, task);

    protected override IEnumerable<TimeSpan> ShutdownWork(Guest guest, PveTask task, int timeout) =>
        ContainerWork.Shutdown((Container)guest, task, timeout, force: false);
}
