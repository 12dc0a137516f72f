using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Making virtual machines (qemu-server: PVE/API2/Qemu.pm create_vm).</summary>
public static class QemuCreateMethods
{
    private const string CreationQemu = "10.1.2";

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/qemu",
            Verb = Verb.Create,
            Description = "Creates or restores a virtual machine.",
            Parameters = QemuParameters.Create,
            Returns = SchemaOf.String(),
            NotSimulated = QemuSettings.NotSimulated.Union(["ha-managed", "import-working-storage"]),
            Handler = call => call.Has("archive") ? QemuRestoreMethods.CreateFromArchive(call) : Create(call),
        },
    ];

    private static JsonNode Create(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        if (call.Has("live-restore")) throw new NotSimulatedException("live-restore", "qm create");
        if (call.OptionalString("pool") is { } pool && !Pools.Exists(call.Datacenter, pool))
            throw new PveException($"Permission check failed (pool '{pool}' does not exist)", 403);
        var vmid = call.Int("vmid");
        var settings = QemuSettings.Of(call);
        QemuSettings.Complete(settings, call);
        VirtualMachine guest;
        try
        {
            guest = call.Node.Guests.Create(vmid, GuestConfig.Empty.With("lock", "create"));
        }
        catch (PveException error)
        {
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to create VM {vmid} - {error.Message}"));
        }
        return GuestTasks.Fork(call, "qmcreate", task => guest.Flock.Hold(task.Log, Work(call, guest, settings, task)));
    }

    private static IEnumerable<TimeSpan> Work(ApiCall call, VirtualMachine guest, SortedDictionary<string, string> settings, PveTask task)
    {
        try
        {
            guest.Save(Complete(call, guest, settings, task));
        }
        catch (PveException error)
        {
            guest.Node.Guests.Remove(guest.Vmid);
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to create VM {guest.Vmid} - {error.Message}"));
        }
        if (call.OptionalString("pool") is { } pool) Pools.Add(call.Datacenter, pool, guest.Vmid);
        yield return TimeSpan.FromMilliseconds(400);
        if (!call.Bool("start")) yield break;
        task.Log("Execute autostart");
        guest.Node.Tasks.Fork("qmstart", guest.Vmid.ToString(CultureInfo.InvariantCulture), call.User, start => GuestWork.Start(guest, start));
    }

    private static GuestConfig Complete(ApiCall call, VirtualMachine guest, SortedDictionary<string, string> settings, PveTask task)
    {
        var datacenter = call.Datacenter;
        var config = GuestConfig.Empty with { Description = settings.Remove("description", out var notes) ? notes : "" };
        config = config with { Values = config.Values.SetItems(settings) };
        foreach (var (key, line) in GuestDisks.Create(guest, settings, call.OptionalString("storage"), task.Log)) config = config.With(key, line);
        if (config["boot"] is null)
            config = config.With("boot", BootOrder.Default(config) is { Count: > 0 } order ? "order=" + string.Join(';', order) : "");
        if (config["smbios1"] is null) config = config.With("smbios1", "uuid=" + datacenter.Chance["uuid"].Uuid());
        if (config["vmgenid"] is null) config = config.With("vmgenid", datacenter.Chance["uuid"].Uuid());
        return config.With("meta", string.Create(CultureInfo.InvariantCulture, $"creation-qemu={CreationQemu},ctime={datacenter.Clock.Now.UnixSeconds}"));
    }
}
