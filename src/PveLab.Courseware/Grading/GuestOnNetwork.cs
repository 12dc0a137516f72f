using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Now: the guest runs, has an address on a segment with others, and nobody else claims its address or its MAC.</summary>
public sealed record GuestOnNetwork : GuestCriterion
{
    /// <summary>Which guest.</summary>
    public Subject Which { get; init; } = Subject.Restored;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var guests = Subjects(world, Which).ToList();
        if (guests.Count == 0) return NoSubject(world, Which);
        var findings = guests.Select(g => (Guest: g, Problem: Problem(g, world.World))).ToList();
        if (findings.Find(f => f.Problem is null).Guest is { } good)
        {
            var addresses = string.Join(' ', good.Os.Nics.Select(n => n.Address));
            return Finding.MetBy(Evidence.Seen(null, Invariant($"VM {good.Vmid} は {addresses} で通信できます"), Invariant($"VM {good.Vmid} is on the network as {addresses}")));
        }
        return Finding.FailedBy([.. findings.Select(f => Evidence.Seen(null,
            Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.Ja}"), Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.En}")))]);
    }

    private static (string Ja, string En)? Problem(Guest guest, Datacenter world)
    {
        if (!guest.IsRunning || !guest.Os.Networked) return ("動いていません", "it does not run");
        if (guest.Os.Nics.FirstOrDefault(n => n is { Segment: not null, Address: not null }) is not { } nic) return ("ネットワークにつながっていません", "it has no network");
        return Network.Rival(guest) is { } rival
            ? ($"{rival.Name} が同じアドレスまたは MAC（{nic.Address}、{nic.Mac}）を使っています", $"{rival.Name} uses the same address or MAC ({nic.Address}, {nic.Mac})")
            : null;
    }
}
