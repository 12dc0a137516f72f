using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults;

/// <summary>A fault of one guest.</summary>
public abstract record GuestFault : Fault
{
    /// <summary>Its VMID.</summary>
    public required int Guest { get; init; }

    /// <summary>Whether the guest need not exist when the attempt begins: a restore may bring it.</summary>
    protected virtual bool MayComeLater => When.Event is not null;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (!MayComeLater && world.OwnerOf(Guest) is null)
        {
            yield return new FaultProblem("guest", string.Create(CultureInfo.InvariantCulture, $"there is no guest {Guest}"),
                Guest.ToString(CultureInfo.InvariantCulture), [.. AllOf(world).Select(g => g.ToString(CultureInfo.InvariantCulture))]);
        }
    }

    /// <summary>The guest as it is now.</summary>
    /// <exception cref="PveException">There is none (any more).</exception>
    protected Guest Find(Datacenter world) =>
        world.GuestOf(Guest) ?? throw new PveException(string.Create(CultureInfo.InvariantCulture, $"there is no guest {Guest}"));

    /// <summary>VMIDs of all guests, in order.</summary>
    internal static IEnumerable<int> AllOf(Datacenter world) => world.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid).Order();
}
