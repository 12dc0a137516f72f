using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Growing a container's volumes (pve-container: PVE/API2/LXC.pm resize_vm).</summary>
public static class LxcResizeMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}/resize",
            Verb = Verb.Set,
            Description = "Grows the root file system or a mount point of a container.",
            Parameters = LxcParameters.Resize,
            Returns = SchemaOf.String(),
            Handler = Resize,
        },
    ];

    private static JsonNode Resize(ApiCall call)
    {
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        Check(call, container);
        return GuestTasks.Fork(call, "resize", task => container.Flock.Hold(task.Log, Work(call, container, task.Log)));
    }

    private static IEnumerable<TimeSpan> Work(ApiCall call, Container container, Action<string> log)
    {
        var (mount, size) = Check(call, container);
        var node = container.Node;
        node.Storages.Resize(mount.Volume, size);
        container.Save(container.Config.With(mount.Key, (mount with { Line = mount.Line.With("size", ByteSize.Format(size)) }).Print()));
        yield return TimeSpan.FromMilliseconds(500);
        if (node.Storages.NameOf(mount.Volume).Format != "raw") yield break;
        var path = node.Storages.PathOf(mount.Volume);
        if (container.IsRunning) log($"Filesystem at {path} is mounted on /tmp; on-line resizing required");
        else log("e2fsck 1.47.2 (1-Jan-2025)");
        log("resize2fs 1.47.2 (1-Jan-2025)");
        log(string.Create(CultureInfo.InvariantCulture, $"The filesystem on {path} is now {size / 4096} (4k) blocks long."));
    }

    private static (ContainerMount Mount, long Size) Check(ApiCall call, Container container)
    {
        container.CheckLock();
        if (call.OptionalString("digest") is { } digest && digest != ConfigDigest.Of(container.ConfigText))
            throw new PveException("detected modified configuration - file changed by other user? Try again.");
        var key = call.String("disk");
        var mount = ContainerMount.Of(container.Config).FirstOrDefault(m => m.Key == key) ?? throw new PveException("unable to parse volume ID ''\n");
        var text = call.String("size");
        var wanted = ByteSize.Parse(text.TrimStart('+')) ?? throw new PveException("invalid size string");
        container.Node.Storages.ActivateVolume(mount.Volume);
        var now = container.Node.Storages.Image(mount.Volume)?.Size ?? throw new PveException($"Could not determine current size of volume '{mount.Volume}'");
        var size = text.StartsWith('+') ? now + wanted : wanted;
        if (size < now) throw new PveException("unable to shrink disk size");
        return size == now ? throw new PveException("disk is already at specified size") : (mount, size);
    }
}
