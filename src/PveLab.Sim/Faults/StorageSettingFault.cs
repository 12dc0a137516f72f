using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults;

/// <summary>A property of a storage in storage.cfg is not what it should be.</summary>
public abstract record StorageSettingFault : StorageFault
{
    /// <summary>The property.</summary>
    protected abstract string Property { get; }

    /// <summary>What it is now; null when it is missing.</summary>
    protected abstract string? Value(StorageDefinition storage);

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var before = Definition(site.World)[Property];
        Set(site.World, Value(Definition(site.World)));
        return () => Set(site.World, before);
    }

    private void Set(Datacenter world, string? value)
    {
        var storage = Definition(world);
        var properties = value is null ? storage.Properties.Remove(Property) : storage.Properties.SetItem(Property, value);
        world.Cluster.WriteText("/storage.cfg", world.Storages.With(storage with { Properties = properties }).Write());
    }
}
