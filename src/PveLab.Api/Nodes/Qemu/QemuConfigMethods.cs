using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;

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
            Returns = GuestConfigReading.PendingRows,
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
        return QemuView.Config(GuestConfigReading.Wanted(call, guest), guest.ConfigText);
    }

    private static JsonArray Pending(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        var config = guest.Config;
        return GuestConfigReading.Pending(config, QemuView.Config(config with { Sections = [] }, guest.ConfigText), QemuView.Typed);
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
        return GuestTasks.Fork(call, "qmconfig", task => update.Guest.Flock.Hold(task.Log, Work(task.Log)));

        IEnumerable<TimeSpan> Work(Action<string> log)
        {
            update.Apply(log, log);
            yield return TimeSpan.FromMilliseconds(300);
        }
    }
}
