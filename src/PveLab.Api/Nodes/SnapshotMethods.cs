using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes;

/// <summary>Snapshots of guests of one kind (qemu-server: PVE/API2/Qemu.pm snapshot_list, snapshot, rollback, delsnapshot, …; pve-container: PVE/API2/LXC/Snapshot.pm).</summary>
public sealed class SnapshotMethods
{
    private static readonly ObjectSchema OfGuest = SchemaOf.Object(("node", StandardOptions.Node), ("vmid", StandardOptions.Vmid));
    private static readonly ObjectSchema OfSnapshot = OfGuest.With(("snapname", StandardOptions.SnapshotName));
    private static readonly JsonSchema Notes = SchemaOf.Optional(SchemaOf.String("Notes."));

    private readonly GuestKind kind;
    private readonly string taskPrefix;
    private readonly string root;

    private SnapshotMethods(GuestKind kind)
    {
        this.kind = kind;
        taskPrefix = kind == GuestKind.VirtualMachine ? "qm" : "vz";
        root = $"/nodes/{{node}}/{kind.Type}/{{vmid}}/snapshot";
    }

    /// <summary>The methods of a kind.</summary>
    public static IReadOnlyList<ApiMethod> For(GuestKind kind) => new SnapshotMethods(kind).All();

    private IReadOnlyList<ApiMethod> All() =>
    [
        Method("", Verb.Get, "Lists the snapshots, and the current state as the last.", OfGuest, List) with { Returns = Listed },
        Method("", Verb.Create, "Takes a snapshot.", kind == GuestKind.VirtualMachine
            ? Created.With(("vmstate", SchemaOf.Optional(SchemaOf.Boolean("Keep the memory too.")))) : Created, Create),
        Method("/{snapname}", Verb.Get, "Lists what is below.", OfSnapshot, _ => new JsonArray(new JsonObject { ["cmd"] = "rollback" }, new JsonObject { ["cmd"] = "config" })),
        Method("/{snapname}", Verb.Delete, "Deletes a snapshot.", OfSnapshot.With(
            ("force", SchemaOf.Optional(SchemaOf.Boolean("Take it out of the configuration although a disk's snapshot cannot be removed.")))), Delete),
        Method("/{snapname}/rollback", Verb.Create, "Brings the guest back to a snapshot.", OfSnapshot.With(
            ("start", SchemaOf.Optional(SchemaOf.Boolean("Start it afterwards; one with memory goes on anyway."), "0"))), Rollback),
        Method("/{snapname}/config", Verb.Get, "Shows the configuration a snapshot keeps.", OfSnapshot, ReadConfig) with { Returns = SchemaOf.Object() },
        Method("/{snapname}/config", Verb.Set, "Changes the notes of a snapshot.", OfSnapshot.With(("description", Notes)), Describe) with { Returns = SchemaOf.Null },
    ];

    private static ObjectSchema Created => OfSnapshot.With(("description", Notes));

    private static JsonSchema Listed => SchemaOf.Array(SchemaOf.Object(
        ("description", SchemaOf.String("Snapshot description.")),
        ("name", SchemaOf.String("Snapshot identifier. Value 'current' identifies the current VM.")),
        ("parent", SchemaOf.Optional(SchemaOf.String("Parent snapshot identifier."))),
        ("snaptime", SchemaOf.Optional(SchemaOf.Integer("Snapshot creation time") with { Renderer = "timestamp" })),
        ("vmstate", SchemaOf.Optional(SchemaOf.Boolean("Snapshot includes RAM.")))));

    private ApiMethod Method(string below, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) => new()
    {
        Path = root + below,
        Verb = verb,
        Description = description,
        Parameters = parameters,
        Returns = SchemaOf.String(),
        Handler = handler,
    };

    private Guest GuestOf(ApiCall call) =>
        kind == GuestKind.VirtualMachine ? call.Node.Guests.VirtualMachines.Get(call.Int("vmid")) : call.Node.Guests.Containers.Get(call.Int("vmid"));

    private JsonArray List(ApiCall call)
    {
        var guest = GuestOf(call);
        var config = guest.Config;
        var rows = new JsonArray();
        foreach (var name in config.Snapshots)
        {
            var snapshot = config.Snapshot(name)!;
            var row = new JsonObject { ["description"] = snapshot.GetValueOrDefault("description", ""), ["name"] = name };
            if (snapshot.TryGetValue("parent", out var parent)) row["parent"] = parent;
            if (snapshot.TryGetValue("snapstate", out var state)) row["snapstate"] = state;
            row["snaptime"] = long.TryParse(snapshot.GetValueOrDefault("snaptime"), NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0;
            if (kind == GuestKind.VirtualMachine) row["vmstate"] = snapshot.ContainsKey("vmstate") ? 1 : 0;
            rows.Add(row);
        }
        var current = new JsonObject { ["description"] = "You are here!", ["digest"] = ConfigDigest.Of(guest.ConfigText), ["name"] = "current" };
        if (config["parent"] is { } last) current["parent"] = last;
        current["running"] = guest.IsRunning ? 1 : 0;
        rows.Add(current);
        return rows;
    }

    private JsonNode Create(ApiCall call)
    {
        var name = call.String("snapname");
        if (name == "current" || (name.Equals("pending", StringComparison.OrdinalIgnoreCase) && kind == GuestKind.VirtualMachine))
            throw new PveException($"unable to use snapshot name '{(name == "current" ? name : "pending")}' (reserved name)");
        if (kind == GuestKind.Container && name is "vzdump") throw new PveException("unable to use snapshot name 'vzdump' (reserved name)");
        GuestOf(call);
        return Fork(call, "snapshot", (snapshots, _) => snapshots.Create(name, call.Bool("vmstate"), call.OptionalString("description")));
    }

    private JsonNode Delete(ApiCall call) => Fork(call, "delsnapshot", (snapshots, _) => snapshots.Delete(call.String("snapname"), call.Bool("force")));

    private JsonNode Rollback(ApiCall call) => Fork(call, "rollback", (snapshots, task) => RollbackWork(call, snapshots, task));

    private IEnumerable<TimeSpan> RollbackWork(ApiCall call, GuestSnapshots snapshots, PveTask task)
    {
        foreach (var piece in snapshots.Rollback(call.String("snapname"))) yield return piece;
        var guest = GuestOf(call);
        if (!call.Bool("start") || guest.IsRunning) yield break;
        call.Node.Tasks.Fork(taskPrefix + "start", guest.Vmid.ToString(CultureInfo.InvariantCulture), call.User, start =>
            guest is Container container ? ContainerWork.Start(container, start) : GuestWork.Start((VirtualMachine)guest, start));
    }

    private JsonNode? ReadConfig(ApiCall call)
    {
        var snapshot = Find(GuestOf(call), call.String("snapname"));
        return Qemu.QemuView.ToJson(new SortedDictionary<string, JsonNode?>(snapshot.ToDictionary(v => v.Key, v => (JsonNode?)Qemu.QemuView.Typed(v.Key, v.Value)), StringComparer.Ordinal));
    }

    private JsonNode? Describe(ApiCall call)
    {
        if (call.OptionalString("description") is not { } notes) return null;
        var guest = GuestOf(call);
        guest.CheckLock();
        var name = call.String("snapname");
        guest.Save(guest.Config.WithSnapshot(name, Find(guest, name).SetItem("description", notes)));
        return null;
    }

    private static ImmutableSortedDictionary<string, string> Find(Guest guest, string name) =>
        guest.Config.Snapshot(name) ?? throw new PveException($"snapshot '{name}' does not exist");

    private JsonNode Fork(ApiCall call, string type, Func<GuestSnapshots, PveTask, IEnumerable<TimeSpan>> work)
    {
        return call.Node.Tasks.Fork(taskPrefix + type, call.Int("vmid").ToString(CultureInfo.InvariantCulture), call.User, Begin).Upid.Encode();

        // Looked up inside the worker: that the guest is missing is the task's error.
        IEnumerable<TimeSpan> Begin(PveTask task)
        {
            foreach (var piece in work(GuestSnapshots.Of(GuestOf(call), task), task)) yield return piece;
        }
    }
}
