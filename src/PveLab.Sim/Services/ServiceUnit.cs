namespace PveLab.Sim.Services;

/// <summary>A systemd unit as its file describes it.</summary>
/// <param name="Id">Its name with the suffix: <c>pvescheduler.service</c>, <c>nfs-client.target</c>.</param>
/// <param name="Description">What it says it is.</param>
public sealed record ServiceUnit(string Id, string Description)
{
    /// <summary>Command line of its main process; empty when it has none (a target, a timer, a script that has ended).</summary>
    public string Command { get; init; } = "";

    /// <summary>Process id of its main process after installation's first boot.</summary>
    public long FirstPid { get; init; }

    /// <summary>The start command its file names, when the process shows another; empty: <see cref="Command"/>.</summary>
    public string ExecStart { get; init; } = "";

    /// <summary>The units it is ordered after and wants, as its file names them.</summary>
    public string Wants { get; init; } = "";

    /// <summary>Whether it is started at boot as installed; null: it has no say in that (<c>static</c>).</summary>
    public bool? Enabled { get; init; } = true;

    /// <summary>Whether systemd starts it again when it dies.</summary>
    public bool Restarts { get; init; }

    /// <summary>Only when the node belongs to a cluster.</summary>
    public bool NeedsCluster { get; init; }

    /// <summary>When a timer elapses, as a calendar event; null for everything else.</summary>
    public string? Calendar { get; init; }

    /// <summary>Whether it is a program of Proxmox that tells the journal when it starts and stops (pve-common: PVE/Daemon.pm).</summary>
    public bool IsPveDaemon => ExecStart.StartsWith("/usr/bin/pve", StringComparison.Ordinal) || ExecStart.StartsWith("/usr/bin/spiceproxy", StringComparison.Ordinal)
        || ExecStart.StartsWith("/usr/sbin/pve-", StringComparison.Ordinal);

    /// <summary>Its name without the suffix.</summary>
    public string Name => Id[..Id.LastIndexOf('.')];

    /// <summary>Its suffix: <c>service</c>, <c>target</c>, <c>timer</c>, <c>socket</c>.</summary>
    public string Kind => Id[(Id.LastIndexOf('.') + 1)..];

    /// <summary>What systemd calls its state while it is active: <c>running</c>, <c>exited</c>, <c>active</c>, <c>waiting</c>.</summary>
    public string ActiveSub => Kind switch
    {
        "target" => "active",
        "timer" => "waiting",
        "socket" => "running",
        _ => Command.Length > 0 ? "running" : "exited",
    };

    /// <summary>Whether somebody has written it for this node; it belongs to no package.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Where its file lies.</summary>
    public string Path => $"{(IsLocal ? "/etc/systemd/system" : "/usr/lib/systemd/system")}/{Id}";
}
