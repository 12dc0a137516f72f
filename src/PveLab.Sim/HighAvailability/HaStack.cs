using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The HA daemons of all nodes together. They cost nothing as long as HA is not used, and nothing as long as they have nothing to do but to renew their
/// locks: then all sleep, and wake when something happens that one of them could notice.
/// </summary>
public sealed class HaStack
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly string[] Heard = ["guest ", "host ", "link", "membership", "node "];

    private readonly Datacenter datacenter;
    private Instant lastTrace;
    private int traces;
    private object[] seen = [];

    internal HaStack(Datacenter datacenter)
    {
        this.datacenter = datacenter;
        datacenter.Facts.Recorded += Hear;
    }

    /// <summary>Whether the daemons sleep.</summary>
    public bool IsAsleep { get; private set; } = true;

    /// <summary>Whether HA was ever used.</summary>
    public bool IsInUse { get; private set; }

    private IEnumerable<HaDaemon> Daemons => datacenter.Nodes.Values
        .SelectMany(n => new[] { n.HighAvailability.CrmDaemon, n.HighAvailability.LrmDaemon }).Where(d => d.IsRunning);

    /// <summary>Somebody looks, or something happens: every daemon goes on where it would be by now.</summary>
    public void Wake()
    {
        if (datacenter.Clock.IsGlance) return;
        lastTrace = datacenter.Clock.Now;
        if (!IsInUse || !IsAsleep) return;
        IsAsleep = false;
        foreach (var daemon in Daemons.ToList()) daemon.Resume();
        foreach (var node in datacenter.Nodes.Values) node.HighAvailability.Watchdogs.Wake();
    }

    /// <summary>Files of the cluster changed.</summary>
    internal void FilesChanged()
    {
        var files = datacenter.View.HighAvailability;
        if (!IsInUse && !files.IsInUse) return;
        IsInUse = true;
        object[] now =
        [
            files.Text(HaFiles.ResourcesPath), files.Text(HaFiles.RulesPath), files.Text("/datacenter.cfg"), files.HasCommands,
            string.Join(' ', files.Services.Values.Select(s => s.Node)),
        ];
        if (now.SequenceEqual(seen)) return;
        seen = now;
        Wake();
    }

    internal void RoundEnded()
    {
        if (IsAsleep) return;
        var now = Daemons.Sum(d => d.Traces);
        if (now != traces) (traces, lastTrace) = (now, datacenter.Clock.Now);
        else if (datacenter.Clock.Now - lastTrace > Quiet && IsSettled()) Sleep();
    }

    private void Sleep()
    {
        IsAsleep = true;
        foreach (var daemon in Daemons) daemon.Pause();
        foreach (var node in datacenter.Nodes.Values) node.HighAvailability.Watchdogs.Sleep();
    }

    private void Hear(Fact fact)
    {
        if (!IsInUse || fact is not StatusChanged changed) return;
        foreach (var entity in Heard)
        {
            if (!changed.Entity.StartsWith(entity, StringComparison.Ordinal)) continue;
            Wake();
            return;
        }
    }

    private bool IsSettled()
    {
        var hasMaster = false;
        foreach (var daemon in Daemons)
        {
            if (daemon.HasWorkers || !IsSettled(daemon)) return false;
            hasMaster |= daemon.Crm is { Status: CrmStatus.Master };
        }
        var files = datacenter.View.HighAvailability;
        var status = files.ManagerStatus;
        var somebodyCould = datacenter.Nodes.Values.Any(n => n.HasQuorum && n.HighAvailability.Crm is not null);
        if (!somebodyCould) return true;
        if (files.Services.Count > 0 && !hasMaster) return false;
        return status.Nodes.Values.All(n => n is HaNodeStatus.Online or HaNodeStatus.Maintenance or HaNodeStatus.Unknown)
            && status.Services.Values.All(s => s.Status is HaServiceStatus.Stopped or HaServiceStatus.Error or HaServiceStatus.Freeze
                || (s is { Status: HaServiceStatus.Started, Running: true } && status.Nodes.GetValueOrDefault(s.Node) == HaNodeStatus.Online));
    }

    // Whoever counts rounds without work is not at rest yet.
    private static bool IsSettled(HaDaemon daemon)
    {
        var status = daemon.Node.View.HighAvailability.ManagerStatus;
        return daemon.Crm switch
        {
            { Status: CrmStatus.Master } => daemon.Node.View.HighAvailability.Services.Count > 0,
            { Status: CrmStatus.LostManagerLock } => false,
            not null => true,
            null => daemon.Lrm!.Status switch
            {
                LrmStatus.Active => status.Services.Values.Any(s => s.Node == daemon.Node.Name),
                LrmStatus.Maintenance => !status.Services.Values.Any(s => s.IsActiveOn(daemon.Node.Name)),
                LrmStatus.LostAgentLock => false,
                _ => true,
            },
        };
    }
}
