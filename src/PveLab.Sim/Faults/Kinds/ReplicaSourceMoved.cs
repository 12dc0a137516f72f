using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody moves a disk of a replicated virtual machine to a storage that cannot be replicated; the old volume stays as an unused one.</summary>
public sealed record ReplicaSourceMoved : GuestFault
{
    /// <summary>The disk, for example <c>scsi0</c>.</summary>
    public required string Disk { get; init; }

    /// <summary>The storage it goes to, for example <c>local-lvm</c>.</summary>
    public required string Storage { get; init; }

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (world.Storages.Find(Storage) is null)
            yield return new FaultProblem("storage", $"no storage is called '{Storage}'", Storage, [.. world.Storages.Storages.Select(s => s.Id)]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Find(site.World) is not VirtualMachine machine) throw new PveException(FormattableString.Invariant($"guest {Guest} is no virtual machine"));
        GuestDiskWork.CheckMove(machine, Disk, Storage, null, delete: false);
        machine.Node.Tasks.Fork("qmmove", FormattableString.Invariant($"{Guest}"), "root@pam",
            task => GuestDiskWork.Move(machine, task, Disk, Storage, null, delete: false, null));
        return null;
    }
}
