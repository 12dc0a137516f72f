using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;

namespace PveLab.Sim.HighAvailability;

/// <summary>A node of the datacenter as the ground its managers stand on (pve-ha-manager: PVE/HA/Env/PVE2.pm).</summary>
internal sealed class HaNodeEnvironment(HaDaemon daemon) : IHaEnvironment
{
    private readonly Node node = daemon.Node;
    private (string Sources, HaAffinity Rules) affinity = ("", HaAffinity.None);
    private readonly Dictionary<string, bool> got = new(StringComparer.Ordinal);

    /// <summary>Counts what is more than renewing: lines in the log, changed statuses.</summary>
    internal int Traces { get; private set; }

    public string Node => node.Name;

    public long Now => node.Clock.Now.UnixSeconds;

    public Lifecycles Lifecycles => node.Datacenter.Lifecycles;

    public bool IsQuorate => node.HasQuorum && Answers;

    public bool HasPublishedLrmStatus { get; set; }

    public int MaxWorkers => Files.Settings.MaxWorkers;

    public HaSettings Settings => Files.Settings;

    public (bool Shutdown, bool Reboot) Shutdown => node.HighAvailability.Shutdown;

    public bool HasPendingCommands => Files.HasCommands;

    private HaFiles Files => node.View.HighAvailability;

    private bool Answers => node.Services.IsActive("pve-cluster");

    public string NewUid(string wish)
    {
        var chance = node.Datacenter.Chance["ha uid"];
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, chance.Next());
        BitConverter.TryWriteBytes(bytes[8..], chance.Next());
        return Convert.ToBase64String(bytes)[..22];
    }

    public void Log(HaLogLevel level, string text)
    {
        Traces++;
        daemon.Say(text, level switch
        {
            HaLogLevel.Info => Priority.Info,
            HaLogLevel.Notice => Priority.Notice,
            HaLogLevel.Warning => Priority.Warning,
            _ => Priority.Error,
        });
    }

    public void Notify(string prefix, string subject, string node) =>
        this.node.Datacenter.Facts.Record(new HaNotified(this.node.Clock.Now, this.node.Name, node, $"{prefix}: {subject}"));

    public bool UpdateClusterState()
    {
        if (!Answers) Log(HaLogLevel.Warning, "cluster file system update failed - ipcc_send_rec[1] failed: Connection refused");
        return Answers;
    }

    public IReadOnlyDictionary<string, bool> ReadNodes()
    {
        var members = node.Datacenter.Memberships.IsCluster
            ? node.View.Corosync.Nodes.ToDictionary(n => n.Name, n => node.Membership.Members.Any(m => m.Name == n.Name), StringComparer.Ordinal)
            : new Dictionary<string, bool>(StringComparer.Ordinal);
        members[node.Name] = true;
        return members;
    }

    public HaManagerStatus ReadManagerStatus() => Answers ? Files.ManagerStatus : throw Silent;

    public void WriteManagerStatus(HaManagerStatus status)
    {
        var before = Files.ManagerStatus;
        if (Essence(before) != Essence(status)) Traces++;
        Files.Write(status);
    }

    public LrmReport ReadLrmStatus(string node) => Files.LrmStatusOf(node);

    public void WriteLrmStatus(LrmReport report)
    {
        var before = Files.LrmStatusOf(node.Name);
        if (before.State != report.State || before.Mode != report.Mode) Traces++;
        Files.Write(node.Name, report);
    }

    public IReadOnlyDictionary<string, HaServiceConfig> ReadServices() => Answers ? Files.Services : throw Silent;

    public void SetServiceState(string sid, string state)
    {
        if (Files.Resources.Find(sid) is not { } resource) throw new PveException($"update resources config failed: no such resource '{sid}'");
        var changed = resource with { Properties = resource.Properties.SetItem("state", state) };
        Files.Write(Files.Resources.With(changed));
    }

    public HaAffinity ReadAffinity(IReadOnlyList<string> nodes, Action<string> dropped)
    {
        var sources = $"{Files.Text(HaFiles.RulesPath)}\n{Files.Text(HaFiles.ResourcesPath)}\n{string.Join(' ', nodes)}";
        if (affinity.Sources != sources) affinity = (sources, new HaRuleSet(Files.Rules, nodes).Compile(dropped));
        return affinity.Rules;
    }

    public IReadOnlyList<string> TakeCommands() => Files.TakeCommands();

    public bool GetManagerLock() => Get(HaLocks.Manager);

    public bool ReleaseManagerLock() => Release(HaLocks.Manager);

    public bool GetAgentLock(string node) => Get(HaLocks.AgentOf(node));

    public bool ReleaseAgentLock() => Release(HaLocks.AgentOf(node.Name));

    public IHaWatchdog OpenWatchdog()
    {
        var watchdog = node.HighAvailability.Watchdogs.Open(daemon);
        Log(HaLogLevel.Info, "watchdog active");
        return watchdog;
    }

    public void StealService(string sid, string from, string to)
    {
        var (folder, name) = (sid.StartsWith("ct:", StringComparison.Ordinal) ? "lxc" : "qemu-server", sid[3..]);
        var (old, moved) = ($"/nodes/{from}/{folder}/{name}.conf", $"/nodes/{to}/{folder}/{name}.conf");
        try
        {
            node.Cluster.Rename(old, moved);
        }
        catch (Sim.Files.FileException error)
        {
            throw new PveException($"rename '/etc/pve{old}' to '/etc/pve{moved}' failed - {Sim.Files.ErrnoText.Describe(error.Errno)}");
        }
        node.Datacenter.Facts.Record(new HaServiceRecovered(node.Clock.Now, int.Parse(name, CultureInfo.InvariantCulture), from, to));
    }

    public IHaAgent? AgentOf(string type) => type switch
    {
        "vm" => new HaMachineAgent(node, this),
        "ct" => new HaContainerAgent(node, this),
        _ => null,
    };

    public IHaWorker Fork(IEnumerable<TimeSpan> work) => daemon.Fork(work);

    private static PveException Silent => new("ipcc_send_rec[1] failed: Connection refused");

    // Every round asks anew whether what runs still runs: that alone is no change.
    private static string Essence(HaManagerStatus status) => HaJson.Print(status with
    {
        Timestamp = null,
        Services = status.Services.ToImmutableSortedDictionary(s => s.Key, s => s.Value with { Uid = "" }, StringComparer.Ordinal),
    });

    private bool Get(string name)
    {
        var has = IsQuorate && Files.Locks.Get(name, node.Name);
        var had = got.GetValueOrDefault(name);
        got[name] = has;
        if (has == had) return has;
        if (has) Log(HaLogLevel.Info, $"successfully acquired lock '{name}'");
        // The quote that is not closed is the real one's.
        else Log(HaLogLevel.Err, $"lost lock '{name} - cfs lock update failed - {(IsQuorate ? "No such file or directory" : "Permission denied")}");
        return has;
    }

    private bool Release(string name)
    {
        got.Remove(name);
        Traces++;
        return IsQuorate && Files.Locks.Release(name);
    }
}
