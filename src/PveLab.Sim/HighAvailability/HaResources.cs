using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Sections;
using static PveLab.Sim.Sections.SectionProperty;

namespace PveLab.Sim.HighAvailability;

/// <summary>One HA resource as /etc/pve/ha/resources.cfg defines it.</summary>
/// <param name="Id">Type and guest, <c>vm:100</c>.</param>
/// <param name="Properties">Its properties as written.</param>
public sealed record HaResource(string Id, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The state asked for: started (also when the section does not say), stopped, disabled, ignored.</summary>
    public string State => Properties.GetValueOrDefault("state", "started") is var state && state == "enabled" ? "started" : state;
}

/// <summary>/etc/pve/ha/resources.cfg (pve-ha-manager: PVE/HA/Resources.pm, PVE/HA/Config.pm).</summary>
/// <param name="Resources">The resources in file order.</param>
public sealed record HaResources(ImmutableArray<HaResource> Resources)
{
    private static readonly ImmutableSortedDictionary<string, SectionProperty> Properties = new Dictionary<string, SectionProperty>
    {
        ["comment"] = AtMost(4096),
        ["failback"] = Flag,
        ["group"] = SectionProperty.Text,
        ["max_relocate"] = Between(0, null),
        ["max_restart"] = Between(0, null),
        ["state"] = OneOf("started", "stopped", "enabled", "disabled", "ignored"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, SectionOption> Options =
        Properties.Keys.ToImmutableSortedDictionary(key => key, _ => new SectionOption(true, false), StringComparer.Ordinal);

    private static readonly SectionGrammar<HaResource> Grammar = new()
    {
        Properties = Properties,
        OptionsOf = type => type is "vm" or "ct" ? Options : null,
        Header = line => SectionLines.Header(line) is { } header ? header with { Id = $"{header.Type}:{header.Id}" } : null,
        Complete = (_, id, values, _) => new HaResource(id, values.ToImmutableSortedDictionary(StringComparer.Ordinal)),
    };

    /// <summary>The resources of the cluster as of now.</summary>
    public static HaResources Of(Cluster.Datacenter datacenter) => datacenter.View.HighAvailability.Resources;

    /// <summary>Reads the file's text; sections that cannot be read are passed over.</summary>
    public static HaResources Parse(string text) => new(
    [
        .. new SectionReader<HaResource>(Grammar, text, "/etc/pve" + HaFiles.ResourcesPath).Read().Sections.Select(s => s.Section).OfType<HaResource>(),
    ]);

    /// <summary>The file's text.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var resource in Resources)
            SectionText.Append(text, resource.Id[..2], resource.Id[3..], Options, key => resource.Properties.GetValueOrDefault(key));
        return text.ToString();
    }

    /// <summary>The resource of a guest of that kind (<c>vm</c>, <c>ct</c>), or null (service_is_configured).</summary>
    public HaResource? Find(string kind, int vmid) => Resources.FirstOrDefault(r => r.Id == string.Create(CultureInfo.InvariantCulture, $"{kind}:{vmid}"));

    /// <summary>Whether the guest is a resource that should be in that state (vm_is_ha_managed).</summary>
    public bool Manages(int vmid, string state) => (Find("vm", vmid) ?? Find("ct", vmid))?.State == state;

    /// <summary>Whether the guest is a resource that HA looks after at all: one that is ignored is not (vm_is_ha_managed, service_is_ha_managed).</summary>
    public bool Manages(int vmid) => (Find("vm", vmid) ?? Find("ct", vmid)) is { State: not "ignored" };

    /// <summary>The resource of that id, or null.</summary>
    public HaResource? Find(string sid) => Resources.FirstOrDefault(r => r.Id == sid);

    /// <summary>With a resource in its place, or at the end when it is new.</summary>
    public HaResources With(HaResource resource) => Find(resource.Id) is { } old
        ? new(Resources.Replace(old, resource))
        : new(Resources.Add(resource));

    /// <summary>Without a resource (delete_service_from_config).</summary>
    public HaResources Without(string sid) => new(Resources.RemoveAll(r => r.Id == sid));
}
