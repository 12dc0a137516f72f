using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>What the files of HA say in one view of /etc/pve, parsed when their text changed.</summary>
public sealed class HaFiles
{
    /// <summary>The configured resources.</summary>
    public const string ResourcesPath = "/ha/resources.cfg";

    /// <summary>The rules.</summary>
    public const string RulesPath = "/ha/rules.cfg";

    /// <summary>What the manager publishes.</summary>
    public const string ManagerStatusPath = "/ha/manager_status";

    private const string CommandsPath = "/ha/crm_commands";

    private readonly ClusterView view;
    private readonly Dictionary<string, (string Text, LrmReport Report)> reports = new(StringComparer.Ordinal);
    private (string Text, HaManagerStatus Status) manager = ("", HaManagerStatus.Empty);
    private (string Text, HaResources Resources)? resources;
    private (string Text, HaRules Rules) rules = ("", new HaRules([]));
    private (string Text, HaSettings Settings) settings = ("", new HaSettings());
    private (long Version, IReadOnlyDictionary<string, HaServiceConfig> Services)? services;

    internal HaFiles(ClusterView view, VirtualClock clock)
    {
        this.view = view;
        Locks = new HaLocks(view, clock);
    }

    /// <summary>The managers' locks.</summary>
    public HaLocks Locks { get; }

    /// <summary>Whether anybody has ever used HA here.</summary>
    public bool IsInUse => Text(ResourcesPath).Length > 0 || Text(CommandsPath).Length > 0 || Text(ManagerStatusPath).Length > 0;

    /// <summary>resources.cfg as written.</summary>
    public HaResources Resources
    {
        get
        {
            var text = Text(ResourcesPath);
            if (resources is not { } known || !Same(known.Text, text)) resources = known = (text, HaResources.Parse(text));
            return known.Resources;
        }
    }

    /// <summary>rules.cfg as written.</summary>
    public HaRules Rules
    {
        get
        {
            var text = Text(RulesPath);
            if (!Same(rules.Text, text)) rules = (text, HaRules.Parse(text));
            return rules.Rules;
        }
    }

    /// <summary>datacenter.cfg as far as it concerns HA.</summary>
    public HaSettings Settings
    {
        get
        {
            var text = Text("/datacenter.cfg");
            if (!Same(settings.Text, text)) settings = (text, HaSettings.Parse(text));
            return settings.Settings;
        }
    }

    /// <summary>The resources with their defaults, each with the node its guest is on (read_and_check_resources_config).</summary>
    public IReadOnlyDictionary<string, HaServiceConfig> Services
    {
        get
        {
            if (services is not { } known || known.Version != view.Files.Version)
                services = known = (view.Files.Version, Resources.Resources.ToDictionary(r => r.Id, ServiceOf, StringComparer.Ordinal));
            return known.Services;
        }
    }

    /// <summary>What the manager published.</summary>
    /// <exception cref="PveException">The file is no such status.</exception>
    public HaManagerStatus ManagerStatus
    {
        get
        {
            var text = Text(ManagerStatusPath);
            if (!Same(manager.Text, text)) manager = (text, HaJson.ParseManager(text));
            return manager.Status;
        }
    }

    /// <summary>Whether somebody asked something of the manager that it has not read.</summary>
    public bool HasCommands => Text(CommandsPath).Length > 0;

    /// <summary>Writes resources.cfg.</summary>
    public void Write(HaResources changed) => WriteText(ResourcesPath, changed.ToText());

    /// <summary>Writes rules.cfg.</summary>
    public void Write(HaRules changed) => WriteText(RulesPath, changed.ToText());

    /// <summary>Publishes as the manager.</summary>
    public void Write(HaManagerStatus status)
    {
        WriteText(ManagerStatusPath, HaJson.Print(status));
        manager = (Text(ManagerStatusPath), status);
    }

    /// <summary>What a node's LRM published; a mode of <see cref="LrmMode.Unknown"/> when there is no such file.</summary>
    /// <exception cref="PveException">The file is no such status.</exception>
    public LrmReport LrmStatusOf(string node)
    {
        var path = PathOf(node);
        if (view.Tree.Find(path) is not TextFile { Text: var text }) return LrmReport.None with { Mode = LrmMode.Unknown };
        if (!reports.TryGetValue(node, out var known) || !Same(known.Text, text)) reports[node] = known = (text, HaJson.ParseLrm(text));
        return known.Report;
    }

    /// <summary>Publishes as a node's LRM.</summary>
    public void Write(string node, LrmReport report)
    {
        WriteText(PathOf(node), HaJson.Print(report));
        reports[node] = (Text(PathOf(node)), report);
    }

    /// <summary>Asks something of the manager.</summary>
    public void Queue(string command) => WriteText(CommandsPath, Text(CommandsPath) + command + "\n");

    /// <summary>Takes what was asked.</summary>
    public IReadOnlyList<string> TakeCommands()
    {
        var text = Text(CommandsPath);
        if (text.Length == 0) return [];
        WriteText(CommandsPath, "");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The node whose folder holds the guest's configuration, and the kind's name (<c>vm</c>, <c>ct</c>); null when there is none.</summary>
    public (string Node, string Type)? OwnerOf(string vmid)
    {
        if (!view.Tree.IsDirectory("/nodes")) return null;
        foreach (var node in view.Tree.List("/nodes").Keys)
        {
            if (view.Tree.Exists($"/nodes/{node}/qemu-server/{vmid}.conf")) return (node, "vm");
            if (view.Tree.Exists($"/nodes/{node}/lxc/{vmid}.conf")) return (node, "ct");
        }
        return null;
    }

    /// <summary>The text of one of the cluster's files; nothing when there is none.</summary>
    internal string Text(string path) => view.Tree.Find(path) is TextFile file ? file.Text : "";

    /// <summary>Writes one of the cluster's files.</summary>
    internal void WriteText(string path, string text)
    {
        try
        {
            view.Tree.WriteText(path, text);
        }
        catch (FileException error)
        {
            throw new PveException($"unable to write '/etc/pve{path}' - {error.Message}");
        }
    }

    private HaServiceConfig ServiceOf(HaResource resource) => new(resource.Id, OwnerOf(resource.Id[3..])?.Node, resource.State)
    {
        Failback = resource.Properties.GetValueOrDefault("failback") != "0",
        MaxRestart = Number(resource, "max_restart"),
        MaxRelocate = Number(resource, "max_relocate"),
    };

    private static int Number(HaResource resource, string key) =>
        int.TryParse(resource.Properties.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private static string PathOf(string node) => $"/nodes/{node}/lrm_status";

    // The text of an unchanged file is the same object.
    private static bool Same(string one, string other) => ReferenceEquals(one, other) || one == other;
}
