using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Clones, templates and the disks of virtual machines (qemu-server: PVE/API2/Qemu.pm clone_vm, template, move_vm_disk, resize_vm, unlink, vm_feature).</summary>
public static class QemuDiskMethods
{
    private static readonly string[] Drives =
        [.. Names("ide", 4), .. Names("scsi", 31), .. Names("virtio", 16), .. Names("sata", 6), "efidisk0", "tpmstate0"];

    /// <summary>The format of a disk image.</summary>
    public static JsonSchema Format { get; } = Optional(Choice("Format of the target.", "raw", "qcow2", "vmdk"));

    /// <summary>A drive key, one of an unused disk too.</summary>
    public static JsonSchema AnyDrive { get; } = Choice("The disk.", [.. Drives, .. Names("unused", 256)]);

    private static readonly ObjectSchema Clone = QemuParameters.Guest.With(
        ("bwlimit", Optional(Integer("Limit in KiB/s.", 0), "clone limit from datacenter or storage config")),
        ("description", Optional(String("Notes of the clone."))),
        ("format", Format),
        ("full", Optional(Boolean("Copy all disks; templates are cloned linked otherwise."))),
        ("name", Optional(Formatted("dns-name", "Name of the clone."))),
        ("newid", Vmid with { Description = "VMID for the clone." }),
        ("pool", Optional(PoolId)),
        ("snapname", Optional(SnapshotName)),
        ("storage", Optional(StorageId with { Description = "Storage for a full clone." })),
        ("target", Optional(Node with { Description = "Node of the clone; needs shared storage." })));

    private static readonly ObjectSchema MoveParameters = QemuParameters.Guest.With(
        ("bwlimit", Optional(Integer("Limit in KiB/s.", 0), "move limit from datacenter or storage config")),
        ("delete", Optional(Boolean("Delete the original; else it stays as unused disk."), "0")),
        ("digest", ConfigDigest with { MaxLength = 40 }),
        ("disk", AnyDrive),
        ("format", Format),
        ("storage", Optional(StorageId with { Description = "Target storage." })),
        ("target-digest", ConfigDigest with { MaxLength = 40 }),
        ("target-disk", Optional(AnyDrive)),
        ("target-vmid", Optional(Vmid)));

    private static readonly ObjectSchema ResizeParameters = QemuParameters.Guest.With(
        ("digest", ConfigDigest with { MaxLength = 40 }),
        ("disk", Choice("The disk.", Drives)),
        ("size", String("The new size; with a plus sign, what is added. Disks cannot shrink.") with { Pattern = @"\+?\d+(\.\d+)?[KMGT]?" }),
        ("skiplock", SkipLock));

    private static readonly ObjectSchema UnlinkParameters = QemuParameters.Guest.With(
        ("force", Optional(Boolean("Remove the volumes too, instead of keeping them as unused."))),
        ("idlist", Formatted("pve-configid-list", "The disks.")));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        Method("clone", Verb.Create, "Makes a copy of a virtual machine.", Clone, CloneGuest),
        Method("template", Verb.Create, "Makes a virtual machine a template.", QemuParameters.Guest.With(("disk", Optional(Choice("Only this disk.", Drives)))), Template),
        Method("move_disk", Verb.Create, "Moves a disk to another storage or virtual machine.", MoveParameters, Move),
        Method("resize", Verb.Set, "Makes a disk larger.", ResizeParameters, Resize),
        Method("unlink", Verb.Set, "Takes disks off a virtual machine.", UnlinkParameters, Unlink) with { Returns = Null },
        Method("feature", Verb.Get, "Tells whether something is possible.", QemuParameters.Guest.With(
            ("feature", Choice("The feature.", "snapshot", "clone", "copy")),
            ("snapname", Optional(SnapshotName))), Feature) with { Returns = Object(("hasFeature", Boolean()), ("nodes", Array(String()))) },
    ];

    private static IEnumerable<string> Names(string bus, int count) => Enumerable.Range(0, count).Select(i => bus + i.ToString(CultureInfo.InvariantCulture));

    private static ApiMethod Method(string name, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) => new()
    {
        Path = "/nodes/{node}/qemu/{vmid}/" + name,
        Verb = verb,
        Description = description,
        Parameters = parameters,
        Returns = String(),
        Handler = handler,
    };

    private static JsonNode CloneGuest(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        if (call.OptionalString("target") is { } target && target != call.Node.Name && target != "localhost")
        {
            if (!call.Datacenter.Nodes.ContainsKey(target)) throw new PveException($"no such cluster node '{target}'");
            throw new NotSimulatedException("target", "qm clone");
        }
        var clone = new GuestClone(call.Node.Guests.Get(call.Int("vmid")), new CloneRequest(call.Int("newid"))
        {
            Name = call.OptionalString("name"),
            Description = call.OptionalString("description"),
            Pool = call.OptionalString("pool"),
            Snapshot = call.OptionalString("snapname"),
            Storage = call.OptionalString("storage"),
            Format = call.OptionalString("format"),
            Full = call.OptionalBool("full"),
            BandwidthLimit = call.OptionalLong("bwlimit"),
        });
        clone.Check();
        return GuestTasks.Fork(call, "qmclone", clone.Work);
    }

    private static JsonNode Template(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        GuestDiskWork.CheckTemplate(guest, call.OptionalString("disk"));
        return GuestTasks.Fork(call, "qmtemplate", task => GuestDiskWork.Template(guest, task, call.OptionalString("disk")));
    }

    private static JsonNode Move(ApiCall call)
    {
        var (disk, storage, target) = (call.String("disk"), call.OptionalString("storage"), call.OptionalInt("target-vmid"));
        if (storage is null == target is null)
        {
            var error = storage is null ? "both 'storage' and 'target-vmid' missing, either needs to be set" : "either set 'storage' or 'target-vmid', but not both";
            throw new ParameterException(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("storage", error).Add("target-vmid", error));
        }
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        CheckDigest(call, "digest", guest);
        if (target is { } other) return Reassign(call, guest, other, disk);
        var (format, delete) = (call.OptionalString("format"), call.Bool("delete"));
        GuestDiskWork.CheckMove(guest, disk, storage!, format, delete);
        return GuestTasks.Fork(call, "qmmove", task => GuestDiskWork.Move(guest, task, disk, storage!, format, delete, call.OptionalLong("bwlimit")));
    }

    private static JsonNode Reassign(ApiCall call, VirtualMachine guest, int vmid, string disk)
    {
        if (vmid == guest.Vmid) throw ParameterException.Of("target-vmid", "must be different than source VMID to reassign disk");
        if (call.Datacenter.OwnerOf(vmid) is not { } owner) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"could not find target VM {vmid}"));
        if (owner.Name != call.Node.Name) throw new PveException($"Both VMs need to be on the same node ({call.Node.Name} != {owner.Name})");
        var target = call.Node.Guests.Get(vmid);
        CheckDigest(call, "target-digest", target);
        var key = call.OptionalString("target-disk") ?? disk;
        GuestDiskWork.CheckReassign(guest, target, disk, key);
        var id = string.Create(CultureInfo.InvariantCulture, $"{guest.Vmid}-{disk}>{vmid}-{key}");
        return call.Node.Tasks.Fork("qmmove", id, call.User, task => GuestDiskWork.Reassign(guest, target, task, disk, key)).Upid.Encode();
    }

    private static JsonNode Resize(ApiCall call)
    {
        return GuestTasks.Fork(call, "resize", Work);

        IEnumerable<TimeSpan> Work(Sim.Tasks.PveTask task)
        {
            var guest = call.Node.Guests.Get(call.Int("vmid"));
            CheckDigest(call, "digest", guest);
            foreach (var piece in GuestDiskWork.Resize(guest, task, call.String("disk"), call.String("size"), call.Bool("skiplock"))) yield return piece;
        }
    }

    private static JsonNode? Unlink(ApiCall call)
    {
        var parameters = new JsonObject { ["node"] = call.Node.Name, ["vmid"] = call.Int("vmid"), ["delete"] = call.String("idlist") };
        if (call.Has("force")) parameters["force"] = call.Bool("force") ? 1 : 0;
        return ApiCatalogue.Tree.Method(Verb.Set, "/nodes/{node}/qemu/{vmid}/config").Invoke(call with { Parameters = parameters });
    }

    private static JsonObject Feature(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        var snapshot = call.OptionalString("snapname");
        var config = snapshot is null ? guest.Config
            : GuestConfig.Empty with { Values = guest.Config.Snapshot(snapshot) ?? throw new PveException($"snapshot '{snapshot}' does not exist") };
        var able = guest.Volumes(config).All(v => call.Node.Storages.HasFeature(call.String("feature"), v.Volume, snapshot));
        return new JsonObject { ["hasFeature"] = able ? 1 : 0, ["nodes"] = new JsonArray(call.Node.Name) };
    }

    private static void CheckDigest(ApiCall call, string name, VirtualMachine guest)
    {
        if (call.OptionalString(name) is { } digest && digest != Sim.Sections.ConfigDigest.Of(guest.ConfigText))
            throw new PveException("detected modified configuration - file changed by other user? Try again.");
    }
}
