using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody took a snapshot of a guest and never deleted it. No backup holds it, and what is overwritten since takes room twice.</summary>
public sealed record SnapshotLeft : GuestFault
{
    /// <summary>The snapshot's name; <c>vzdump</c> on a container is what an interrupted backup leaves.</summary>
    public string Name { get; init; } = "before-update";

    /// <summary>Its notes.</summary>
    public string Description { get; init; } = "";

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var guest = Find(site.World);
        Fork(guest, guest.Kind == GuestKind.Container ? "vzsnapshot" : "qmsnapshot", snapshots => snapshots.Create(Name, false, Description.Length > 0 ? Description : null));
        return () =>
        {
            if (site.World.GuestOf(Guest) is { } now && now.Config.Snapshot(Name) is not null)
                Fork(now, now.Kind == GuestKind.Container ? "vzdelsnapshot" : "qmdelsnapshot", snapshots => snapshots.Delete(Name, false));
        };
    }

    private static void Fork(Guest guest, string type, Func<GuestSnapshots, IEnumerable<TimeSpan>> work) =>
        guest.Node.Tasks.Fork(type, guest.Vmid.ToString(CultureInfo.InvariantCulture), "root@pam", task => work(GuestSnapshots.Of(guest, task)));
}
