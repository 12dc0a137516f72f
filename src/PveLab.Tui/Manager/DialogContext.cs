using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Sim.Time;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Manager;

/// <summary>
/// What a dialog is opened about, and what the API answered about it. A dialog reads nothing else: it names what it needs
/// (<c>DialogCatalogue.Needs</c>), the runtime asks the API, and the dialog opens on the answers.
/// </summary>
public sealed record DialogContext
{
    /// <summary>Whose words the dialog uses.</summary>
    public required Language Language { get; init; }

    /// <summary>The node it is about; for the whole datacenter the node that answers (the one of the shell).</summary>
    public required string Node { get; init; }

    /// <summary><c>qemu</c> or <c>lxc</c>, null when it is not about a guest.</summary>
    public string? GuestType { get; init; }

    /// <summary>The guest it is about.</summary>
    public int? Vmid { get; init; }

    /// <summary>The storage it is about.</summary>
    public string? Storage { get; init; }

    /// <summary>What kind of thing is to be made, chosen in the button's menu: <c>nfs</c> for a storage.</summary>
    public string? Kind { get; init; }

    /// <summary>The chosen row of the table, as the API answered it: the job, volume or snapshot that is edited.</summary>
    public JsonObject? Row { get; init; }

    /// <summary>What the API answered, by the path asked: <c>/nodes/pve1/storage?content=backup</c>. Null where it refused.</summary>
    public ImmutableSortedDictionary<string, JsonNode?> Answers { get; init; } = ImmutableSortedDictionary<string, JsonNode?>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The zone times are shown in; null for UTC.</summary>
    public Zone? Zone { get; init; }

    /// <summary>The path of the guest in the API, <c>/nodes/pve1/qemu/100</c>.</summary>
    public string GuestPath => FormattableString.Invariant($"/nodes/{Node}/{GuestType}/{Vmid}");

    /// <summary>What the API answered to a path; null when it refused or was not asked.</summary>
    public JsonNode? Get(string path) => Answers.GetValueOrDefault(path);

    /// <summary>The objects of a list that the API answered.</summary>
    public IEnumerable<JsonObject> List(string path) => Get(path) is JsonArray list ? list.OfType<JsonObject>() : [];
}
