using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Destroying virtual machines (qemu-server: PVE/API2/Qemu.pm destroy_vm, PVE/QemuServer.pm destroy_vm).</summary>
public static partial class QemuDestroyMethods
{
    private const string Replication = "/replication.cfg";
    private const string Jobs = "/jobs.cfg";

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}",
            Verb = Verb.Delete,
            Description = "Destroys a virtual machine and its volumes.",
            Parameters = QemuParameters.Destroy,
            Returns = SchemaOf.String(),
            Handler = Destroy,
        },
    ];

    private static JsonNode Destroy(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        EarlyChecks(call, guest);
        return GuestTasks.Fork(call, "qmdestroy", task => guest.Flock.Hold(task.Log, Work(call, guest, task)));
    }

    private static void EarlyChecks(ApiCall call, VirtualMachine guest)
    {
        if (guest.Config["protection"] == "1")
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"can't remove VM {guest.Vmid} - protection mode enabled"));
        if (!call.Bool("purge"))
        {
            if (guest.Node.View.HighAvailability.Resources.Find("vm", guest.Vmid) is not null)
                throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to remove VM {guest.Vmid} - used in HA resources and purge parameter not set."));
            call.View.Replication.RequireNone(guest.Vmid);
        }
        if (guest.IsRunning) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"VM {guest.Vmid} is running - destroy failed"));
    }

    private static IEnumerable<TimeSpan> Work(ApiCall call, VirtualMachine guest, PveTask task)
    {
        EarlyChecks(call, guest);
        if (!call.Bool("skiplock") && guest.Lock is not "suspended") guest.CheckLock();
        foreach (var (_, volume) in guest.Volumes(guest.Config))
            if (guest.Config["template"] == "1" && guest.Node.Storages.IsBaseInUse(volume)) throw new PveException($"base volume '{volume}' is still in use by linked cloned");
        GuestDisks.FreeAll(guest, call.Bool("destroy-unreferenced-disks"), task.Log, task.Warn);
        guest.Save(GuestConfig.Empty.With("lock", "destroyed"));
        yield return TimeSpan.FromMilliseconds(600);
        if (call.Bool("purge"))
        {
            task.Log(string.Create(CultureInfo.InvariantCulture, $"purging VM {guest.Vmid} from related configurations.."));
            Purge(call.Datacenter, guest.Vmid);
            if (guest.Node.View.HighAvailability is var ha && ha.Resources.Find("vm", guest.Vmid) is { } resource)
            {
                ha.Write(ha.Resources.Without(resource.Id));
                task.Log(string.Create(CultureInfo.InvariantCulture, $"NOTE: removed VM {guest.Vmid} from HA resource configuration."));
            }
        }
        Pools.Leave(call.Datacenter, guest.Vmid);
        guest.Node.Guests.Remove(guest.Vmid);
    }

    /// <summary>Marks its replication jobs for removal and takes it out of backup jobs; a job without guests goes (remove_vmid_jobs, remove_vmid_from_backup_jobs).</summary>
    internal static void Purge(Datacenter datacenter, int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        Rewrite(datacenter, Replication, section =>
            ReplicationSection().Match(section) is { Success: true } head && head.Groups[1].Value.StartsWith(id + "-", StringComparison.Ordinal) ? null : section);
        Rewrite(datacenter, Jobs, section =>
        {
            if (!section.StartsWith("vzdump:", StringComparison.Ordinal) || VmidLine().Match(section) is not { Success: true } line) return section;
            var left = line.Groups[2].Value.Split(',').Where(v => v.Trim() != id).ToList();
            return left.Count == 0 ? null : VmidLine().Replace(section, m => m.Groups[1].Value + string.Join(',', left));
        });
    }

    private static void Rewrite(Datacenter datacenter, string path, Func<string, string?> change)
    {
        var text = Text(datacenter, path);
        if (text.Length == 0) return;
        var sections = SectionBreak().Split(text).Select(change).OfType<string>();
        var changed = string.Concat(sections);
        if (changed != text) datacenter.Cluster.WriteText(path, changed);
    }

    private static string Text(Datacenter datacenter, string path) => datacenter.Cluster.Exists(path) ? datacenter.Cluster.ReadText(path) : "";

    [GeneratedRegex(@"^local:\s*(\S+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ReplicationSection();

    [GeneratedRegex(@"^(\s+vmid\s+)(\S.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VmidLine();

    [GeneratedRegex(@"(?<=\n)(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex SectionBreak();
}
