namespace PveLab.Sim.Guests;

/// <summary>
/// Changes of a container's configuration that wait for the right moment: while it runs only some can be plugged in, the rest comes with the
/// next start (pve-container: PVE/LXC/Config.pm vmconfig_hotplug_pending, vmconfig_apply_pending).
/// </summary>
public static class ContainerPending
{
    private static readonly string[] Fast = ["cores", "description", "hookscript", "hostname", "lock", "onboot", "protection", "startup", "tags"];
    private static readonly string[] Pluggable = ["cpulimit", "cpuunits", "memory", "swap"];

    /// <summary>Applies everything to a container that does not run; what fails keeps waiting.</summary>
    public static void ApplyCold(Container container, Action<string>? log = null)
    {
        var config = container.Config;
        if (config.Pending.IsEmpty) return;
        foreach (var (key, _) in PendingChanges.Deletions(config)) config = PendingChanges.Forget(Detach(container, config, key), key).Without(key);
        foreach (var (key, value) in PendingChanges.Settings(config).ToList()) config = TryApply(container, config, key, value, log ?? (_ => { }));
        container.Save(config);
    }

    /// <summary>Applies a change, or lets it wait on: one that cannot be applied keeps nobody from the others.</summary>
    private static GuestConfig TryApply(Container container, GuestConfig config, string key, string value, Action<string> log)
    {
        try
        {
            return Apply(container, config, key, value, log);
        }
        catch (PveException error)
        {
            log($"unable to apply pending change {key} : {error.Message}");
            return config;
        }
    }

    /// <summary>Applies to a running container what can be plugged in or out.</summary>
    public static void ApplyHot(Container container, Action<string> log)
    {
        var config = container.Config;
        foreach (var (key, _) in PendingChanges.Deletions(config).Where(d => CanUnplug(d.Key)))
            config = PendingChanges.Forget(Detach(container, config, key), key).Without(key);
        foreach (var (key, value) in PendingChanges.Settings(config).Where(s => CanPlug(config, s.Key)).ToList()) config = Apply(container, config, key, value, log);
        container.Save(config);
        container.Plugged(config);
    }

    private static bool CanUnplug(string key) =>
        Fast.Contains(key) || key is "swap" or "cpulimit" or "cpuunits" || key.StartsWith("unused", StringComparison.Ordinal) || ContainerNic.IsKey(key);

    private static bool CanPlug(GuestConfig config, string key) =>
        Fast.Contains(key) || Pluggable.Contains(key) || ContainerNic.IsKey(key) || (ContainerMount.IsKey(key) && key != ContainerMount.Root && config[key] is null);

    private static GuestConfig Apply(Container container, GuestConfig config, string key, string value, Action<string> log)
    {
        if (ContainerMount.IsKey(key))
        {
            value = WithSize(container, ContainerVolumes.Create(container, [ContainerMount.Parse(key, value)], [], log)[0]).Print();
            if (config[key] is { } old && ContainerMount.Parse(key, old).Volume != ContainerMount.Parse(key, value).Volume) config = Detach(container, config, key);
            foreach (var (unused, volume) in config.Values.Where(v => v.Key.StartsWith("unused", StringComparison.Ordinal)).ToList())
                if (volume == ContainerMount.Parse(key, value).Volume) config = config.Without(unused);
        }
        return PendingChanges.Forget(config, key).With(key, value);
    }

    private static ContainerMount WithSize(Container container, ContainerMount mount) =>
        mount.IsVolume && container.Node.Storages.Image(mount.Volume) is { } image ? mount with { Line = mount.Line.With("size", Storage.ByteSize.Format(image.Size)) } : mount;

    /// <summary>What happens to the volume of a key that goes: a mount point's is kept as unused, an unused one is freed.</summary>
    private static GuestConfig Detach(Container container, GuestConfig config, string key)
    {
        if (config[key] is not { } value) return config;
        if (key.StartsWith("unused", StringComparison.Ordinal))
        {
            if (GuestDisks.IsOwner(container, value)) container.Node.Storages.Free(value);
            return config;
        }
        return ContainerMount.IsKey(key) && ContainerMount.Parse(key, value) is { IsVolume: true } mount ? PendingChanges.AddUnused(config, mount.Volume) : config;
    }
}
