using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Reading and changing configurations (qemu-server: PVE/API2/Qemu.pm vm_config, vm_pending, update_vm, update_vm_async).</summary>
public static class QemuConfigMethods
{
    private static readonly ObjectSchema SetAsync = QemuParameters.Set.With(
        ("background_delay", SchemaOf.Optional(SchemaOf.Integer("Seconds to wait for the task.", 1, 30))),
        ("import-working-storage", SchemaOf.Optional(StandardOptions.StorageId with { Description = "File storage for the work of an import." })));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/config",
            Verb = Verb.Get,
            Description = "Shows the configuration of a virtual machine.",
            Parameters = QemuParameters.ReadConfig,
            Returns = SchemaOf.Object(("digest", SchemaOf.String())),
            Handler = Read,
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/pending",
            Verb = Verb.Get,
            Description = "Shows current and pending values of a virtual machine's configuration.",
            Parameters = QemuParameters.Guest,
            Returns = SchemaOf.Array(SchemaOf.Object(
                ("delete", SchemaOf.Optional(SchemaOf.Integer())),
                ("key", SchemaOf.String()),
                ("pending", SchemaOf.Optional(SchemaOf.String())),
                ("value", SchemaOf.Optional(SchemaOf.String())))),
            Handler = Pending,
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/config",
            Verb = Verb.Set,
            Description = "Changes the configuration of a virtual machine.",
            Parameters = QemuParameters.Set,
            NotSimulated = QemuSettings.NotSimulated,
            Handler = Set,
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/config",
            Verb = Verb.Create,
            Description = "Changes the configuration of a virtual machine in a task.",
            Parameters = SetAsync,
            Returns = SchemaOf.Optional(SchemaOf.String()),
            NotSimulated = QemuSettings.NotSimulated.Union(["background_delay", "import-working-storage"]),
            Handler = SetInBackground,
        },
    ];

    private static JsonObject Read(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        if (call.OptionalString("snapshot") is { } snapshot)
        {
            if (call.Bool("current"))
                throw new ParameterException(new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["current"] = "cannot use 'snapshot' parameter with 'current'",
                    ["snapshot"] = "cannot use 'snapshot' parameter with 'current'",
                });
            var values = snapshot == GuestConfig.PendingSection ? null : guest.Config.Section(snapshot);
            return QemuView.Config(GuestConfig.Empty with { Values = values ?? throw new PveException($"snapshot '{snapshot}' does not exist") }, guest.ConfigText);
        }
        var config = call.Bool("current") ? guest.Config : PendingChanges.Future(guest.Config);
        return QemuView.Config(config, guest.ConfigText);
    }

    private static JsonArray Pending(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        var config = guest.Config;
        return Pending(config, QemuView.Config(config with { Sections = [] }, guest.ConfigText), QemuView.Typed);
    }

    /// <summary>Current and pending values of a guest's configuration (pve-guest-common: PVE/GuestHelpers.pm config_with_pending_array).</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="current">Its current values.</param>
    /// <param name="typed">Types a value.</param>
    internal static JsonArray Pending(GuestConfig config, JsonObject current, Func<string, string, JsonNode> typed)
    {
        var deletions = PendingChanges.Deletions(config);
        var settings = PendingChanges.Settings(config).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var rows = new JsonArray();
        foreach (var key in current.Select(c => c.Key).Union(settings.Keys).Union(deletions.Keys).Order(StringComparer.Ordinal))
        {
            var row = new JsonObject { ["key"] = key };
            if (deletions.TryGetValue(key, out var force)) row["delete"] = force ? 2 : 1;
            if (settings.TryGetValue(key, out var pending)) row["pending"] = typed(key, pending);
            if (current[key] is { } value) row["value"] = value.DeepClone();
            rows.Add(row);
        }
        return rows;
    }

    private static JsonNode? Set(ApiCall call)
    {
        var update = QemuUpdate.Check(call);
        // The real call waits ten seconds for the lock; a method cannot wait here, so a held lock is refused at once.
        if (update.Guest.Flock.Held)
            throw new PveException(FormattableString.Invariant($"can't lock file '/var/lock/qemu-server/lock-{update.Guest.Vmid}.conf' - got timeout"));
        update.Apply(call.Print, call.Warn);
        return null;
    }

    private static JsonNode? SetInBackground(ApiCall call)
    {
        var update = QemuUpdate.Check(call);
        return QemuPowerMethods.Fork(call, "qmconfig", task => update.Guest.Flock.Hold(task.Log, Work(task.Log)));

        IEnumerable<TimeSpan> Work(Action<string> log)
        {
            update.Apply(log, log);
            yield return TimeSpan.FromMilliseconds(300);
        }
    }
}
