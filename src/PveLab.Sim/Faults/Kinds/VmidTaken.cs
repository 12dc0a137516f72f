using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A VMID that one would like to restore to belongs to another guest.</summary>
public sealed record VmidTaken : NodeFault
{
    /// <summary>The VMID.</summary>
    public required int Guest { get; init; }

    /// <summary>The name of the guest that has it.</summary>
    public string Name { get; init; } = "intranet";

    /// <summary>Whether it is a container instead of a virtual machine.</summary>
    public bool Container { get; init; }

    /// <summary>A storage on which it has a disk; none if not given.</summary>
    public string? Storage { get; init; }

    /// <summary>Size of that disk.</summary>
    public string Size { get; init; } = "8G";

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world).Concat(FaultSizes.Check("size", Size))) yield return problem;
        if (world.GuestOf(Guest) is not null) yield return new FaultProblem("guest", FormattableString.Invariant($"VMID {Guest} is taken already"));
        if (Storage is { } storage && world.Storages.Find(storage) is null)
            yield return new FaultProblem("storage", $"no storage is called '{storage}'", storage, [.. world.Storages.Storages.Select(s => s.Id)]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var node = NodeOf(site.World);
        if (Container)
        {
            node.Guests.Containers.Create(Guest, GuestConfig.Parse($"arch: amd64\ncores: 1\nhostname: {Name}\nmemory: 512\nostype: debian\nswap: 512\n"));
            if (Storage is not null) Add(node.Guests.Containers.Get(Guest), "rootfs");
            return null;
        }
        node.Guests.Create(Guest, GuestConfig.Parse($"boot: order=scsi0\ncores: 1\nmemory: 1024\nname: {Name}\nostype: l26\nscsihw: virtio-scsi-single\n"));
        if (Storage is not null) Add(node.Guests.Get(Guest), "scsi0");
        return null;
    }

    private void Add(Guests.Guest guest, string key)
    {
        var bytes = FaultSizes.Bytes(Size);
        var volume = guest.Node.Storages.Allocate(Storage!, Guest, null, null, bytes);
        guest.Save(guest.Config.With(key, $"{volume},size={Size}"));
    }
}
