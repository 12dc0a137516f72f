using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <content>Volumes and configuration (pve-container: PVE/API2/LXC.pm create_vm, PVE/LXC/Create.pm sanitize_and_merge_config).</content>
public sealed partial class ContainerCreation
{
    private const long DefaultSize = 4;

    private static readonly string[] NotMerged = ["rootfs", "unprivileged", "parent", "template", "lock"];

    /// <summary>The volumes to make, and the mounts that are only noted: directories and devices of the node.</summary>
    private (IReadOnlyList<ContainerMount> Wanted, IReadOnlyList<ContainerMount> Delayed) Mounts(GuestConfig stored)
    {
        if (!request.Mounts.IsEmpty) return (request.Mounts, []);
        if (!request.Restore)
            return ([ContainerMount.Parse(ContainerMount.Root, string.Create(CultureInfo.InvariantCulture, $"{request.Storage}:{DefaultSize}"))], []);
        var backedUp = ContainerMount.Of(stored);
        if (!backedUp.Any(m => m.Key == ContainerMount.Root))
            throw new PveException("rootfs configuration could not be recovered, please check and specify manually!");
        return ([.. backedUp.Where(m => m.IsVolume).Select(AsNew)], [.. backedUp.Where(m => !m.IsVolume).Select(Delay)]);
    }

    /// <summary>A volume of the backup, to be made anew with its size.</summary>
    private ContainerMount AsNew(ContainerMount mount)
    {
        var size = mount.Size ?? throw new PveException($"unable to detect disk size - please specify {mount.Key} (size)");
        var gibibytes = ((decimal)size / (1L << 30)).ToString("0.#########", CultureInfo.InvariantCulture);
        return mount with { Line = (mount.Line with { Volume = $"{request.Storage}:{gibibytes}" }).Without("size") };
    }

    private ContainerMount Delay(ContainerMount mount)
    {
        if (mount.Key == ContainerMount.Root) throw new PveException($"restoring rootfs to {mount.Type} mount is only possible by specifying -rootfs manually!");
        if (mount.Line["backup"] is not "1") return mount;
        task.Log("WARNING - unsupported configuration!");
        task.Log($"backup was enabled for {mount.Type} mount point {mount.Key} ('{mount.Path}')");
        task.Log("mount point configuration will be restored after archive extraction!");
        task.Log("contained files will be restored to wrong directory!");
        return mount;
    }

    private GuestConfig Merge(GuestConfig config, GuestConfig stored)
    {
        task.Log("merging backed-up and given configuration..");
        foreach (var (key, value) in stored.Values)
        {
            if (NotMerged.Contains(key) || ContainerMount.IsKey(key) || key.StartsWith("unused", StringComparison.Ordinal)) continue;
            if (request.Unique && ContainerNic.IsKey(key)) config = config.With(key, ContainerNic.Print(ContainerNic.Parse(value).SetItem("hwaddr", ContainerNic.NewMac(node))));
            else if (config[key] is null) config = config.With(key, value);
        }
        return config.Description.Length > 0 ? config : config with { Description = stored.Description };
    }

    /// <summary>Detects the distribution and makes the container's own keys (PVE/LXC/Setup.pm).</summary>
    private GuestConfig SetUp(GuestConfig config, string path, IReadOnlyList<ContainerMount> mounts)
    {
        var template = OsTemplate.Of(Files.UnixPath.Name(path)) ?? throw new PveException("unable to detect OS distribution");
        task.Log("Detected container architecture: " + template.Architecture);
        var hostName = config["hostname"] ?? string.Create(CultureInfo.InvariantCulture, $"CT{Vmid}");
        var root = node.Storages.Image(mounts.First(m => m.Key == ContainerMount.Root).Volume)!;
        root.System = template.Install(hostName, request.Password, node.Clock.Now);
        foreach (var type in (string[])["ecdsa", "ed25519", "rsa"])
        {
            task.Log($"Creating SSH host key 'ssh_host_{type}_key' - this may take some time ...");
            task.Log($"done: SHA256:{Fingerprint()} root@{hostName}");
        }
        config = config.With("arch", config["arch"] ?? template.Architecture);
        return config.With("ostype", config["ostype"] ?? template.OsType);
    }

    private string Fingerprint()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var chance = node.Datacenter.Chance["ssh"];
        return string.Create(43, chance, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = alphabet[(int)source.Below(64)];
        });
    }
}
