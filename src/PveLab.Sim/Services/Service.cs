using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Services;

/// <summary>A systemd unit on a node: whether it runs, since when, and whether it starts at boot.</summary>
public sealed class Service
{
    internal Service(Node node, ServiceUnit unit)
    {
        Node = node;
        Unit = unit;
        Enabled = unit.Enabled == true;
        Since = node.Clock.Now;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>What its unit file says.</summary>
    public ServiceUnit Unit { get; }

    /// <summary>Where it is in its life.</summary>
    public ServiceStatus Status { get; internal set; }

    /// <summary>When it entered that state.</summary>
    public Instant Since { get; private set; }

    /// <summary>When its main process started; null while it has none.</summary>
    public Instant? StartedAt { get; private set; }

    /// <summary>Its main process, 0 when it has none.</summary>
    public long Pid { get; private set; }

    /// <summary>The process it had last, 0 when it had none.</summary>
    public long LastPid { get; private set; }

    /// <summary>The signal its main process died of, null when it did not.</summary>
    public int? DiedOf { get; private set; }

    /// <summary>Whether it is started at boot.</summary>
    public bool Enabled { get; private set; }

    /// <summary>Whether it is masked: it cannot be started at all.</summary>
    public bool Masked { get; private set; }

    /// <summary>Whether it is up.</summary>
    public bool IsActive => Status == ServiceStatus.Active;

    /// <summary>Whether what its unit file demands is there: corosync needs a cluster.</summary>
    public bool ConditionMet => !Unit.NeedsCluster || Node.Datacenter.Nodes.Count > 1;

    /// <summary>What <c>is-enabled</c> says: enabled, disabled, static, masked.</summary>
    public string EnabledState => Masked ? "masked" : Unit.Enabled is null ? "static" : Enabled ? "enabled" : "disabled";

    /// <summary>What systemd calls its sub-state: running, exited, dead, failed, ….</summary>
    public string Sub => Status switch
    {
        ServiceStatus.Active => Unit.ActiveSub,
        ServiceStatus.Failed => "failed",
        ServiceStatus.Activating => "start",
        ServiceStatus.Deactivating => "stop-sigterm",
        _ => "dead",
    };

    /// <summary>Starts it; harmless when it is up.</summary>
    /// <exception cref="PveException">It is masked, or what it needs is not there.</exception>
    public void Start()
    {
        if (Masked) throw new PveException($"Failed to start {Unit.Id}: Unit {Unit.Id} is masked.");
        if (IsActive) return;
        foreach (var wanted in Unit.Wants.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (Node.Services.Find(wanted) is { IsActive: false, Masked: false, Status: not ServiceStatus.Activating, ConditionMet: true } needed) needed.Start();
        Fire(ServiceTrigger.Start);
        if (!ConditionMet)
        {
            Systemd($"{Unit.Id} - {Unit.Description} was skipped because of an unmet condition check (ConditionPathExists=/etc/corosync/corosync.conf).");
            Fire(ServiceTrigger.Skip);
            return;
        }
        if (Unit.Kind == "service") Systemd($"Starting {Unit.Id} - {Unit.Description}...");
        DiedOf = null;
        if (Unit.Command.Length > 0)
        {
            LastPid = Pid = LastPid == 0 ? Unit.FirstPid : Node.Tasks.NextPid();
            StartedAt = Node.Clock.Now;
        }
        if (Unit.IsPveDaemon) Say("starting server");
        Fire(ServiceTrigger.Ready);
        Systemd(Unit.Kind switch
        {
            "target" => $"Reached target {Unit.Id} - {Unit.Description}.",
            "service" when Unit.Command.Length == 0 => $"Finished {Unit.Id} - {Unit.Description}.",
            _ => $"Started {Unit.Id} - {Unit.Description}.",
        });
        Node.Services.Started(this);
    }

    /// <summary>Stops it; harmless when it is down.</summary>
    public void Stop()
    {
        if (Status is ServiceStatus.Inactive or ServiceStatus.Failed) return;
        if (Unit.Kind == "service") Systemd($"Stopping {Unit.Id} - {Unit.Description}...");
        Fire(ServiceTrigger.Stop);
        if (Unit.IsPveDaemon)
        {
            Say("received signal TERM");
            Say("server closing");
            Say("server stopped");
        }
        if (Unit.Kind == "service") Systemd($"{Unit.Id}: Deactivated successfully.");
        (Pid, StartedAt) = (0, null);
        Fire(ServiceTrigger.Ended);
        Systemd(Unit.Kind == "target" ? $"Stopped target {Unit.Id} - {Unit.Description}." : $"Stopped {Unit.Id} - {Unit.Description}.");
        Node.Services.Stopped(this);
    }

    /// <summary>Stops and starts it.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Has it read its configuration again: a daemon of Proxmox replaces itself and keeps its process id.</summary>
    /// <exception cref="PveException">It is not up.</exception>
    public void Reload()
    {
        if (!IsActive) throw new PveException($"{Unit.Id} is not active, cannot reload.");
        Systemd($"Reloading {Unit.Id} - {Unit.Description}...");
        if (Unit.IsPveDaemon)
        {
            Say("received signal HUP");
            Say("server shutdown (restart)");
            Say("restarting server");
        }
        Systemd($"Reloaded {Unit.Id} - {Unit.Description}.");
        Node.Services.Started(this);
    }

    /// <summary>Its main process dies of a signal; systemd starts it again when its unit says so.</summary>
    /// <param name="signal">The signal: 9 for KILL, 11 for SEGV. Of TERM a daemon stops in order.</param>
    public void Die(int signal)
    {
        if (!IsActive || Pid == 0) return;
        if (signal is 15 or 2 or 3)
        {
            Stop();
            return;
        }
        DiedOf = signal;
        Systemd(FormattableString.Invariant($"{Unit.Id}: Main process exited, code={(signal == 11 ? "dumped" : "killed")}, status={signal}/{SignalName(signal)}"), Priority.Notice);
        Systemd($"{Unit.Id}: Failed with result '{(signal == 11 ? "core-dump" : "signal")}'.", Priority.Warning);
        (Pid, StartedAt) = (0, null);
        Fire(ServiceTrigger.Die);
        Node.Services.Stopped(this);
        if (!Unit.Restarts) return;
        Systemd($"{Unit.Id}: Scheduled restart job, restart counter is at 1.");
        Start();
    }

    /// <summary>Forgets a failure (<c>reset-failed</c>).</summary>
    public void ResetFailed()
    {
        if (Status == ServiceStatus.Failed) Fire(ServiceTrigger.Reset);
    }

    /// <summary>Has it start at boot, or not.</summary>
    /// <returns>Whether that changed something.</returns>
    public bool Enable(bool atBoot)
    {
        if (Unit.Enabled is null || Enabled == atBoot) return false;
        Node.Datacenter.Facts.StatusChanged($"boot of service {Unit.Name} on {Node.Name}", Enabled ? "Enabled" : "Disabled", atBoot ? "Enabled" : "Disabled", nameof(Enable));
        Enabled = atBoot;
        return true;
    }

    /// <summary>Forbids to start it, or allows it again.</summary>
    public void Mask(bool masked) => Masked = masked;

    /// <summary>The node lost its power: nobody had time to say anything.</summary>
    internal void Vanish()
    {
        if (Status is ServiceStatus.Inactive or ServiceStatus.Failed) return;
        Fire(ServiceTrigger.Stop);
        (Pid, StartedAt) = (0, null);
        Fire(ServiceTrigger.Ended);
        Node.Services.Stopped(this);
    }

    /// <summary>The name of a signal without SIG.</summary>
    public static string SignalName(int signal) => signal switch
    {
        1 => "HUP",
        2 => "INT",
        3 => "QUIT",
        6 => "ABRT",
        9 => "KILL",
        11 => "SEGV",
        15 => "TERM",
        _ => "USR1",
    };

    private void Say(string text) => Node.Journal.Write(Unit.Name, Pid, text, Priority.Info, Unit.Id);

    private void Systemd(string text, Priority priority = Priority.Info) => Node.Journal.Write("systemd", 1, text, priority, Unit.Id);

    private void Fire(ServiceTrigger trigger)
    {
        Node.Datacenter.Lifecycles.Service.Fire(this, trigger);
        Since = Node.Clock.Now;
    }
}
