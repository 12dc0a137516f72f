using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Destroying containers (pve-container: PVE/API2/LXC.pm destroy_vm, PVE/LXC.pm destroy_lxc_container).</summary>
public static class LxcDestroyMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}",
            Verb = Verb.Delete,
            Description = "Destroys a container and its volumes.",
            Parameters = LxcParameters.Destroy,
            Returns = SchemaOf.String(),
            Handler = Destroy,
        },
    ];

    private static JsonNode Destroy(ApiCall call)
    {
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        EarlyChecks(call, container);
        if (!call.Bool("force") && container.IsRunning) throw StillRunning(container);
        return GuestTasks.Fork(call, "vzdestroy", task => container.Flock.Hold(task.Log, Work(call, container, task)));
    }

    private static void EarlyChecks(ApiCall call, Container container)
    {
        if (container.Config["protection"] == "1")
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"can't remove CT {container.Vmid} - protection mode enabled"));
        container.CheckLock();
        if (!call.Bool("purge")) call.View.Replication.RequireNone(container.Vmid);
    }

    private static IEnumerable<TimeSpan> Work(ApiCall call, Container container, PveTask task)
    {
        EarlyChecks(call, container);
        if (container.IsRunning)
        {
            if (!call.Bool("force")) throw StillRunning(container);
            task.Log(string.Create(CultureInfo.InvariantCulture, $"forced to stop CT {container.Vmid} before destroying!"));
            container.Stop();
            yield return TimeSpan.FromSeconds(1);
        }
        ContainerVolumes.Free(container, ContainerVolumes.All(container.Config), task.Log, error => throw new PveException(error));
        if (call.Bool("destroy-unreferenced-disks")) FreeUnreferenced(container, task);
        container.Save(GuestConfig.Empty.With("lock", "destroyed"));
        yield return TimeSpan.FromMilliseconds(600);
        if (call.Bool("purge"))
        {
            task.Log(string.Create(CultureInfo.InvariantCulture, $"purging CT {container.Vmid} from related configurations.."));
            QemuDestroyMethods.Purge(call.Datacenter, container.Vmid);
        }
        container.Node.Guests.Containers.Remove(container.Vmid);
    }

    private static void FreeUnreferenced(Container container, PveTask task)
    {
        var storages = container.Node.Storages;
        foreach (var storage in container.Node.View.Storages.Storages.Where(s => storages.IsEnabled(s) && s.Content.Contains("rootdir")))
        {
            try
            {
                ContainerVolumes.Free(container, [.. storages.List(storage.Id, "rootdir", container.Vmid).Select(v => v.VolumeId)], task.Log, task.Log);
            }
            catch (PveException error)
            {
                task.Log(error.Message);
            }
        }
    }

    private static PveException StillRunning(Container container) =>
        new(string.Create(CultureInfo.InvariantCulture, $"unable to destroy CT {container.Vmid} - container is running"));
}
