using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// watchdog-mux of one node (pve-ha-manager: watchdog-mux.c): the CRM and the LRM give it signs of life. When one has given none for a minute, it stops
/// feeding the real watchdog, which resets the machine ten seconds later: whatever runs there is certainly down before anybody else starts it.
/// </summary>
internal sealed class HaWatchdogs(Node node)
{
    private static readonly TimeSpan Warning = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hardware = TimeSpan.FromSeconds(10);

    private readonly List<Client> clients = [];
    private Appointment? look;
    private bool bites;
    private bool sleeps;

    internal IHaWatchdog Open(HaDaemon daemon)
    {
        var client = new Client(this, daemon);
        clients.Add(client);
        Plan();
        return client;
    }

    /// <summary>A daemon ended without having closed its watchdog.</summary>
    internal void Abandon(HaDaemon daemon)
    {
        if (clients.RemoveAll(c => c.Daemon == daemon) == 0) return;
        Say("client did not stop watchdog - disable watchdog updates");
        Bite();
    }

    /// <summary>The node lost power: nobody is watched any more.</summary>
    internal void Reset()
    {
        clients.Clear();
        look?.Cancel();
        (bites, sleeps) = (false, false);
    }

    /// <summary>The managers give signs of life and nothing else happens: nobody needs to look.</summary>
    internal void Sleep()
    {
        sleeps = true;
        if (!bites) look?.Cancel();
    }

    /// <summary>Looks again.</summary>
    internal void Wake()
    {
        sleeps = false;
        Plan();
    }

    /// <summary>A daemon has given signs of life for a while.</summary>
    internal void Renew(HaDaemon daemon, TimeSpan later)
    {
        foreach (var client in clients.Where(c => c.Daemon == daemon)) client.Updated += later;
    }

    private void Plan()
    {
        if (sleeps || bites || clients.Count == 0) return;
        look?.Cancel();
        var first = clients.Min(c => c.Updated + (c.IsWarned ? Timeout : Warning));
        look = node.Clock.At(first + TimeSpan.FromSeconds(1), Look);
    }

    private void Look()
    {
        foreach (var client in clients.Where(c => !c.IsWarned && node.Clock.Now - c.Updated > Warning))
        {
            client.IsWarned = true;
            Say("client watchdog is about to expire");
        }
        if (!clients.Exists(c => node.Clock.Now - c.Updated > Timeout))
        {
            Plan();
            return;
        }
        Say("client watchdog expired - disable watchdog updates");
        Bite();
    }

    private void Bite()
    {
        if (bites) return;
        bites = true;
        look?.Cancel();
        look = node.Clock.After(Hardware, () =>
        {
            node.Datacenter.Facts.Record(new NodeSelfFenced(node.Clock.Now, node.Name));
            node.Host.PowerOff();
            node.Host.PowerOn();
        });
    }

    private void Say(string text) => node.Journal.Write("watchdog-mux", node.Services.Find("watchdog-mux")?.Pid ?? 0, text, Priority.Info);

    private sealed class Client(HaWatchdogs mux, HaDaemon daemon) : IHaWatchdog
    {
        internal HaDaemon Daemon { get; } = daemon;

        internal Instant Updated { get; set; } = daemon.Node.Clock.Now;

        internal bool IsWarned { get; set; }

        public void Update()
        {
            if (IsWarned && !mux.bites) mux.Say("client watchdog was updated before expiring");
            (Updated, IsWarned) = (Daemon.Node.Clock.Now, false);
        }

        public void Close()
        {
            mux.clients.Remove(this);
            Daemon.Say("watchdog closed (disabled)", Priority.Info);
        }
    }
}
