using System.Text.Json;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>Now: the guest is a resource of HA, and the manager has it in the state it should be in, on one of the right nodes.</summary>
public sealed record HaServiceState : GuestCriterion
{
    private const string StatusFile = "/ha/manager_status";

    /// <summary>The state: <c>started</c>, <c>stopped</c>, <c>error</c>, <c>fence</c>, …; null for any.</summary>
    public string? State { get; init; } = "started";

    /// <summary>The right nodes; none for every node.</summary>
    public List<string> Nodes { get; init; } = [];

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (Service(world.World) is not { } service)
            return Finding.Missing(Invariant($"HA は VM {Guest} を管理していません"), Invariant($"HA does not look after VM {Guest}"));
        var evidence = Evidence.Seen(null,
            Invariant($"HA のサービス {service.Id} は {service.Node} で {service.State} です"), Invariant($"the HA service {service.Id} is {service.State} on {service.Node}"));
        var met = (State is null || service.State == State) && (Nodes.Count == 0 || Nodes.Contains(service.Node));
        return met ? Finding.MetBy(evidence) : Finding.FailedBy(evidence);
    }

    private (string Id, string State, string Node)? Service(Datacenter world)
    {
        if (world.Cluster.Find(StatusFile) is not TextFile { Text: var text }) return null;
        try
        {
            using var status = JsonDocument.Parse(text);
            if (!status.RootElement.TryGetProperty("service_status", out var services)) return null;
            foreach (var id in (string[])[Invariant($"vm:{Guest}"), Invariant($"ct:{Guest}")])
                if (services.TryGetProperty(id, out var service)) return (id, Word(service, "state"), Word(service, "node"));
        }
        catch (JsonException)
        {
            // Somebody edited the file: the manager writes it anew.
        }
        return null;
    }

    private static string Word(JsonElement service, string property) =>
        service.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
