using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>What lxc-start needs before it can run a container's init (pve-container: lxc-pve-prestart-hook, lxcnetaddbr).</summary>
internal static class ContainerHardware
{
    /// <summary>Makes every volume ready and looks for what is missing.</summary>
    /// <param name="container">The container.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="log">Receives what lxc-start prints.</param>
    /// <exception cref="PveException">Something is missing, in the words of vm_start.</exception>
    internal static void Check(Container container, GuestConfig config, Action<string> log)
    {
        var node = container.Node;
        var mounts = ContainerMount.Of(config);
        foreach (var mount in mounts.Where(m => m.IsVolume)) node.Storages.ActivateVolume(mount.Volume);
        if (mounts.Any(m => m.Type == "bind" && !node.Files.Exists(m.Volume))) throw Failed(container, log, "pre-start", 2);
        if (GuestContent.Of(container, config) is null) throw Failed(container, log, "pre-start", 255);
        if (ContainerNic.Bridges(config).Any(bridge => node.Datacenter.Network.BridgeOf(node, bridge) is null)) throw Failed(container, log, null, 2);
    }

    /// <summary>lxc-start's own last words, then what Proxmox VE makes of them.</summary>
    private static PveException Failed(Container container, Action<string> log, string? hook, int status)
    {
        var name = container.Vmid.ToString(CultureInfo.InvariantCulture);
        log(string.Create(CultureInfo.InvariantCulture, $"run_buffer: 571 Script exited with status {status}"));
        if (hook is null)
        {
            log("lxc_create_network_priv: 3466 No such file or directory - Failed to create network device");
            log("lxc_spawn: 1852 Failed to create the network");
            log($"__lxc_start: 2119 Failed to spawn container \"{name}\"");
        }
        else
        {
            log($"lxc_init: 845 Failed to run lxc.hook.{hook} for container \"{name}\"");
            log($"__lxc_start: 2034 Failed to initialize container \"{name}\"");
        }
        return new PveException($"startup for container '{name}' failed");
    }
}
