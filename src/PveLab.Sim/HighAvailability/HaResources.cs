using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
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

/// <summary>/etc/pve/ha/resources.cfg (pve-ha-manager: PVE/HA/Resources.pm, PVE/HA/Config.pm). Nothing acts on it yet but what asks whether a guest is managed.</summary>
/// <param name="Resources">The resources in file order.</param>
public sealed record HaResources(ImmutableArray<HaResource> Resources)
{
    private const string File = "/ha/resources.cfg";

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
    public static HaResources Of(Datacenter datacenter) => new(
    [
        .. new SectionReader<HaResource>(Grammar, datacenter.Cluster.Find(File) is Files.TextFile { Text: var text } ? text : "", "/etc/pve" + File)
            .Read().Sections.Select(s => s.Section).OfType<HaResource>(),
    ]);

    /// <summary>The resource of a guest of that kind (<c>vm</c>, <c>ct</c>), or null (service_is_configured).</summary>
    public HaResource? Find(string kind, int vmid) => Resources.FirstOrDefault(r => r.Id == string.Create(CultureInfo.InvariantCulture, $"{kind}:{vmid}"));

    /// <summary>Whether the guest is a resource that should be in that state (vm_is_ha_managed).</summary>
    public bool Manages(int vmid, string state) => (Find("vm", vmid) ?? Find("ct", vmid))?.State == state;

    /// <summary>Takes a resource out of the file (delete_service_from_config).</summary>
    public void Remove(Datacenter datacenter, HaResource resource)
    {
        var text = new StringBuilder();
        foreach (var other in Resources.Where(r => r.Id != resource.Id))
        {
            var (type, name) = (other.Id[..2], other.Id[3..]);
            SectionText.Append(text, type, name, Options, key => other.Properties.GetValueOrDefault(key));
        }
        datacenter.Cluster.WriteText(File, text.ToString());
    }
}
