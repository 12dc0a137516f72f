using PveLab.Sim.Guests;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Cluster;

/// <summary>
/// Switching a node on and off. Losing power ends everything at once and cleans nothing up: locks in configurations and half-written files
/// stay, tasks leave a log without an end. A shutdown stops guests and services in order.
/// </summary>
public sealed class NodePower
{
    private static readonly TimeSpan Firmware = TimeSpan.FromSeconds(22);
    private static readonly TimeSpan Kernel = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Restarting = TimeSpan.FromSeconds(2);

    private readonly Node node;
    private Appointment? booting;

    internal NodePower(Node node) => this.node = node;

    /// <summary>From switching on until its services start: firmware, boot loader, kernel, initial file systems.</summary>
    public static TimeSpan BootTime => Firmware + Kernel;

    /// <summary>Shuts it down in order: guests first, then services (<c>poweroff</c>, <c>reboot</c>).</summary>
    /// <param name="reboot">Whether it starts again.</param>
    /// <exception cref="PveException">It is not up.</exception>
    public void ShutDown(bool reboot)
    {
        Fire(NodeTrigger.ShutDown);
        node.Journal.Write("systemd-logind", LoginPid, reboot ? "The system will reboot now!" : "The system will power off now!", unit: "systemd-logind.service");
        var stopping = node.Tasks.RunAs("pvesh", () => node.Tasks.Fork("stopall", "", "root@pam", task => StopAll.Work(node, task)));
        if (stopping.IsRunning) stopping.WhenClosed(() => StopHa(reboot));
        else StopHa(reboot);
    }

    private long LoginPid => node.Services.Find("systemd-logind")?.Pid ?? 1;

    /// <summary>What HA manages is none of stopall's business: the LRM stops, freezes or moves it.</summary>
    private void StopHa(bool reboot) => node.HighAvailability.GoDown(reboot, () => Stopped(reboot));

    private void Stopped(bool reboot)
    {
        if (node.Status != NodeStatus.ShuttingDown) return;
        node.Services.Shutdown();
        Forget();
        if (reboot)
        {
            Fire(NodeTrigger.Restart);
            Boot(Restarting);
            node.Datacenter.Links.HostChanged();
        }
        else
        {
            Fire(NodeTrigger.Halt);
            node.Host.SwitchOff();
        }
    }

    internal void Lost()
    {
        if (node.Status == NodeStatus.Off) return;
        booting?.Cancel();
        Fire(NodeTrigger.LosePower);
        node.Tasks.LosePower();
        node.Guests.LosePower();
        node.Services.LosePower();
        Forget();
    }

    internal void On()
    {
        if (node.Status != NodeStatus.Off) return;
        Fire(NodeTrigger.PowerOn);
        Boot(TimeSpan.Zero);
    }

    /// <summary>What lived in its memory alone is gone: locks of programs, mounts of the network, bytes on their way.</summary>
    private void Forget()
    {
        node.Datacenter.Bandwidth.EndAll(node);
        ZfsReceiving.LosePower(node);
        node.HighAvailability.Vanish();
        node.Backups.LosePower();
        node.Replication.LosePower();
        node.Storages.LosePower();
        node.Datacenter.Memberships.Leave(node);
    }

    private void Boot(TimeSpan before) => booting = node.Clock.After(before + Firmware, () =>
    {
        node.BootedAt = node.Clock.Now;
        booting = node.Clock.After(Kernel, () =>
        {
            Fire(NodeTrigger.Booted);
            node.Services.Boot();
            node.Datacenter.Links.HostChanged();
            StartAll.AfterBoot(node);
        });
    });

    private void Fire(NodeTrigger trigger) => node.Datacenter.Lifecycles.Node.Fire(node, trigger);
}
