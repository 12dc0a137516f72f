using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Api.Nodes.Storage;

/// <summary><c>/nodes/{node}/storage/{storage}/content</c>: volumes (pve-storage: PVE/API2/Storage/Content.pm).</summary>
public static class ContentMethods
{
    private const string Content = "/nodes/{node}/storage/{storage}/content";
    private const string Volume = Content + "/{volume}";

    private static readonly ObjectSchema Row = Object(
        ("ctime", Optional(Integer("Creation time (seconds since the UNIX Epoch).", 0))),
        ("format", String("Format identifier ('raw', 'qcow2', 'subvol', 'iso', 'tgz' ...)")),
        ("notes", Optional(String("First line of the notes."))),
        ("parent", Optional(String("Volume identifier of parent (for linked cloned)."))),
        ("protected", Optional(Boolean("Protection status of a backup."))),
        ("size", Optional(Bytes("Volume size in bytes."))),
        ("used", Optional(Bytes("Used space, where the storage tells."))),
        ("vmid", Optional(Integer("Associated Owner VMID."))),
        ("volid", String("Volume identifier.")));

    private static readonly ObjectSchema Attributes = Object(
        ("format", String("Format identifier ('raw', 'qcow2', 'subvol', 'iso', 'tgz' ...)")),
        ("notes", Optional(String("Optional notes."))),
        ("path", String("The Path")),
        ("protected", Optional(Boolean("Protection status of a backup."))),
        ("size", Bytes("Volume size in bytes.")),
        ("used", Bytes("Used space, where the storage tells.")));

    private static readonly ObjectSchema OneVolume = Object(("node", Node), ("storage", Optional(StorageId)), ("volume", String("Volume identifier")));

    private static readonly ObjectSchema Change = OneVolume.With(
        ("notes", Optional(String("The new notes."))), ("protected", Optional(Boolean("Protection status of a backup."))));

    /// <summary>All methods of the branch.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new() { Path = Content, Verb = Verb.Get, Description = "Lists the content of a storage.", Parameters = StorageParameters.List, Returns = Array(Row), Handler = Index },
        new() { Path = Content, Verb = Verb.Create, Description = "Allocates a volume.", Parameters = StorageParameters.Alloc, Returns = String("Volume identifier"), Handler = Allocate },
        new() { Path = Volume, Verb = Verb.Get, Description = "Shows a volume's attributes.", Parameters = OneVolume, Returns = Attributes, Handler = Info },
        new() { Path = Volume, Verb = Verb.Set, Description = "Changes a volume's attributes.", Parameters = Change, Handler = Update },
        new() { Path = Volume, Verb = Verb.Delete, Description = "Frees a volume.", Parameters = StorageParameters.Free, Returns = Optional(String()), Handler = VolumeRemoval.Delete },
    ];

    private static JsonArray Index(ApiCall call)
    {
        var node = call.Node;
        var (id, content) = (call.String("storage"), call.OptionalString("content"));
        var volumes = node.Storages.List(id, content, call.OptionalInt("vmid"));
        if (content is null or "backup" && call.View.Storages.Get(id).Content.Contains("backup"))
            call.Datacenter.Facts.Record(new BackupsListed(call.Datacenter.Clock.Now, node.Name, id));
        return new([.. volumes.Select(ToJson)]);
    }

    private static JsonObject ToJson(VolumeInfo volume)
    {
        JsonObject row = new() { ["content"] = volume.Content, ["format"] = volume.Format, ["size"] = volume.Size, ["volid"] = volume.VolumeId };
        if (volume.Created is { } created) row["ctime"] = created.UnixSeconds;
        if (volume.Vmid is { } vmid) row["vmid"] = vmid;
        if (volume.Subtype is { } subtype) row["subtype"] = subtype;
        if (volume.Notes is { } notes) row["notes"] = notes;
        if (volume.Protected) row["protected"] = 1;
        if (volume.Used is not { } used) return row;
        row["used"] = used;
        row["parent"] = null;
        return row;
    }

    private static JsonNode Allocate(ApiCall call)
    {
        var (name, format) = (call.String("filename"), call.OptionalString("format"));
        var suffix = ((string[])["raw", "qcow2", "vmdk"]).FirstOrDefault(f => name.EndsWith("." + f, StringComparison.Ordinal));
        if (suffix is not null && format is not null && format != suffix)
            throw ParameterException.Of("format", $"different storage formats ({format} != {suffix})");
        return call.Node.Storages.Allocate(
            call.String("storage"), call.Int("vmid"), suffix ?? format, name, Bytes(call, call.String("size")), call.Print);
    }

    /// <summary>KiB without a suffix, else MiB or GiB.</summary>
    private static long Bytes(ApiCall call, string size)
    {
        var unit = size[^1] switch { 'M' => 1L << 20, 'G' => 1L << 30, _ => 1L << 10 };
        var digits = size.TrimEnd('M', 'G');
        return decimal.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var count) && count * unit < 1L << 60
            ? (long)(count * unit) : throw ParameterException.Of("size", $"unable to parse size '{call.String("size")}'");
    }

    private static JsonObject Info(ApiCall call)
    {
        var storages = call.Node.Storages;
        var volume = VolumeRemoval.RealVolumeId(call);
        var path = storages.PathOf(volume);
        if (storages.Measure(volume) is not { } measured)
        {
            call.Warn($"failed to stat '{path}'");
            throw new Sim.PveException($"volume_size_info on '{volume}' failed - no format");
        }
        if (measured.Size == 0 && measured.Format != "subvol") throw new Sim.PveException($"volume '{volume}' has size zero");
        JsonObject entry = new() { ["format"] = measured.Format, ["path"] = path, ["size"] = measured.Size, ["used"] = measured.Used };
        if (storages.Notes(volume) is { } notes) entry["notes"] = notes;
        if (storages.IsProtected(volume) is { } isProtected) entry["protected"] = isProtected ? 1 : 0;
        return entry;
    }

    private static JsonNode? Update(ApiCall call)
    {
        var storages = call.Node.Storages;
        var volume = VolumeRemoval.RealVolumeId(call);
        storages.NameOf(volume);
        if (call.Has("notes")) storages.SetNotes(volume, call.String("notes"));
        if (call.OptionalBool("protected") is { } value) storages.SetProtected(volume, value);
        return null;
    }

    private static JsonSchema Bytes(string description) => Integer(description) with { Renderer = "bytes" };
}
