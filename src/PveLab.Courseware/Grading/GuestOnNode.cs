using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Now: the guest belongs to one of the right nodes, which is up, and runs there.</summary>
public sealed record GuestOnNode : GuestCriterion
{
    /// <summary>The right nodes; none for every node.</summary>
    public List<string> Nodes { get; init; } = [];

    /// <summary>Which guest.</summary>
    public Subject Which { get; init; } = Subject.Original;

    /// <summary>Whether it has to run.</summary>
    public bool Running { get; init; } = true;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var guests = Subjects(world, Which).ToList();
        if (guests.Count == 0) return NoSubject(world, Which);
        var findings = guests.Select(g => (Guest: g, Problem: Problem(g))).ToList();
        if (findings.Find(f => f.Problem is null).Guest is { } good)
            return Finding.MetBy(Evidence.Seen(Running ? good.StartedAt : null,
                Invariant($"VM {good.Vmid} は {good.Node.Name} に{(Running ? "あり、動いて" : "")}います"), Invariant($"VM {good.Vmid} {(Running ? "runs" : "is")} on {good.Node.Name}")));
        return Finding.FailedBy([.. findings.Select(f => Evidence.Seen(null,
            Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.Ja}"), Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.En}")))]);
    }

    private (string Ja, string En)? Problem(Guest guest)
    {
        var node = guest.Node;
        if (Nodes.Count > 0 && !Nodes.Contains(node.Name)) return ($"{node.Name} にあります（{string.Join("、", Nodes)} のはず）", $"it is on {node.Name}, not on {string.Join(" or ", Nodes)}");
        if (!Running) return null;
        return guest.IsExecuting ? null : ($"{node.Name} で動いていません", $"it does not run on {node.Name}");
    }
}
