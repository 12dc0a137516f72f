using System.Globalization;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>One change of a container's configuration: written as pending first, then applied as far as it goes (pve-container: PVE/LXC/Config.pm update_pct_config).</summary>
internal sealed class LxcUpdate(ApiCall call, Container container)
{
    internal void Apply(SortedDictionary<string, string> settings, IReadOnlyList<string> delete, IReadOnlyList<string> revert)
    {
        var config = container.Config;
        foreach (var key in revert) config = PendingChanges.Forget(config, key);
        foreach (var key in delete) config = Delete(config, key);
        foreach (var (key, value) in settings) config = Put(config, key, value);
        container.Save(PendingChanges.Cleanup(config));
        if (container.IsRunning) ContainerPending.ApplyHot(container, call.Print);
        else ContainerPending.ApplyCold(container, call.Print);
    }

    private GuestConfig Delete(GuestConfig config, string key)
    {
        if (key == "description") return config with { Description = "" };
        if (config[key] is null && !config.Pending.ContainsKey(key))
        {
            call.Warn($"cannot delete '{key}' - not set in current configuration!");
            return config;
        }
        if (key is "memory" or "rootfs" or "ostype") throw new PveException($"unable to delete required option '{key}'");
        if (key == "unprivileged") throw new PveException($"unable to delete read-only option: '{key}'");
        if (ContainerMount.IsKey(key) || key.StartsWith("unused", StringComparison.Ordinal)) CheckProtection(config, $"can't remove CT {Vmid} drive '{key}'");
        return PendingChanges.Delete(config, key, force: false);
    }

    private GuestConfig Put(GuestConfig config, string key, string value)
    {
        if (key == "description") return config with { Description = value };
        if (key == "unprivileged") throw new PveException($"unable to modify read-only option: '{key}'");
        if (ContainerMount.IsKey(key))
        {
            CheckProtection(config, $"can't update CT {Vmid} drive '{key}'");
            var mount = ContainerMount.Parse(key, value);
            if (mount.IsVolume) CheckContent(mount);
        }
        return PendingChanges.Set(config, key, LxcSettings.Complete(call, key, value));
    }

    private void CheckContent(ContainerMount mount)
    {
        var storage = VolumeId.TryParse(mount.Volume)?.Storage ?? throw new PveException($"unable to parse volume ID '{mount.Volume}'\n");
        if (!container.Node.View.Storages.Get(storage).Content.Contains("rootdir"))
            throw new PveException($"storage '{storage}' does not allow content type 'rootdir' (Container)");
    }

    private string Vmid => container.Vmid.ToString(CultureInfo.InvariantCulture);

    private static void CheckProtection(GuestConfig config, string what)
    {
        if (config["protection"] == "1") throw new PveException($"{what} - protection mode enabled");
    }
}
