using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Services;

/// <summary>
/// pvestatd on one node: every ten seconds it looks at all storages, which mounts what is not mounted, and tells the journal what it could not
/// reach (pve-manager: PVE/Service/pvestatd.pm update_storage_status). The real one wakes every ten seconds; this one wakes when
/// something changed that it could notice, and as long as it has something to complain about, after an hour only every five minutes.
/// </summary>
public sealed class StatusDaemon
{
    private const long Interval = 10;
    private const int Impatient = 360;
    private const long Remembered = 300;

    private static readonly TimeSpan KernelPatience = TimeSpan.FromSeconds(180);
    private static readonly string[] Deaf = ["task ", "guest ", "backup ", "restore ", "os of ", "service ", "boot of ", "ha "];

    private readonly Node node;
    private readonly SortedSet<string> silent = new(StringComparer.Ordinal);
    private StorageConfig? seen;
    private Appointment? wake;
    private bool polling;
    private int complaints;

    internal StatusDaemon(Node node)
    {
        this.node = node;
        node.Datacenter.Facts.Recorded += Hear;
        node.ViewChanged += LookAtConfig;
        node.Files.Remounted += PollSoon;
    }

    /// <summary>When it last looked.</summary>
    public Instant? LastPoll { get; private set; }

    /// <summary>Whether the others still believe its figures: pmxcfs forgets them five minutes after the last (pve-cluster: status.c).</summary>
    public bool IsBelieved => node.Services.Find("pvestatd") is { } service && (service.IsActive || (node.Clock.Now - service.Since).TotalSeconds < Remembered);

    /// <summary>Looks within ten seconds.</summary>
    public void PollSoon()
    {
        if (!polling) Plan(Interval);
    }

    private void Hear(Fact fact)
    {
        if (polling || fact is not StatusChanged changed) return;
        foreach (var deaf in Deaf)
            if (changed.Entity.StartsWith(deaf, StringComparison.Ordinal)) return;
        PollSoon();
    }

    private void LookAtConfig()
    {
        // Parsed only when somebody else has: a poll that comes too often costs nothing but itself.
        if (wake is { Cancelled: false }) return;
        var now = node.View.Storages;
        if (ReferenceEquals(now, seen)) return;
        seen = now;
        PollSoon();
    }

    private void Plan(long seconds)
    {
        var due = Instant.FromUnixSeconds((node.Clock.Now.UnixSeconds / seconds + 1) * seconds);
        if (wake is { Cancelled: false } planned && planned.Due <= due) return;
        wake?.Cancel();
        wake = node.Clock.At(due, Poll);
    }

    private void Poll()
    {
        wake = null;
        if (!node.Services.IsActive("pvestatd") || !node.Services.IsActive("pve-cluster")) return;
        polling = true;
        var before = node.Journal.Written;
        try
        {
            node.Storages.Status(Complain);
        }
        catch (PveException error)
        {
            Write("storage status update error: " + error.Message, Priority.Error);
        }
        finally
        {
            polling = false;
        }
        LastPoll = node.Clock.Now;
        SaveTasks();
        WatchServers();
        complaints = node.Journal.Written == before ? 0 : complaints + 1;
        if (complaints > 0) Plan(complaints > Impatient ? 300 : Interval);
    }

    private void Complain(string line) => Write(line, Priority.Warning);

    private void Write(string text, Priority priority) => node.Journal.Write("pvestatd", node.Services.Find("pvestatd")!.Pid, text, priority);

    /// <summary>It also brings the lists of tasks up to the present, when their file system let nobody do it before.</summary>
    private void SaveTasks()
    {
        if (node.Tasks.SaveIndex() is not { } errno) return;
        foreach (var line in TaskList.Complaints(errno, node.Services.Find("pvestatd")!.Pid)) Write(line, Priority.Error);
    }

    /// <summary>The kernel's own words about mounts whose server is silent.</summary>
    private void WatchServers()
    {
        foreach (var connection in node.Storages.Connections.Values)
        {
            var (server, lost) = (connection.Storage["server"] ?? "", connection.Status == StorageConnectionStatus.Unreachable);
            if (lost && silent.Add(server)) node.Clock.After(KernelPatience, () => Give(connection, server));
            else if (connection.Status == StorageConnectionStatus.Online && silent.Remove(server) && silent.Remove(server + " told"))
                node.Journal.Kernel($"nfs: server {server} OK", Priority.Info);
        }
    }

    private void Give(StorageConnection connection, string server)
    {
        if (connection.Status != StorageConnectionStatus.Unreachable || !silent.Add(server + " told")) return;
        node.Journal.Kernel($"nfs: server {server} not responding, still trying", Priority.Warning);
    }
}
