using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Guests;
using PveLab.Sim.Migration;

namespace PveLab.Api.Nodes;

/// <summary>What the migration of both kinds of guests has in common.</summary>
internal static class MigrateMethods
{
    /// <summary>The request that a call makes.</summary>
    /// <param name="call">The call.</param>
    /// <param name="mapKey">What the storage map is called.</param>
    public static MigrationRequest RequestOf(ApiCall call, string mapKey) => new(call.String("target"))
    {
        Online = call.Bool("online"),
        BandwidthLimit = call.OptionalNumber("bwlimit") is { } limit ? (long)limit : null,
        Storages = call.OptionalString(mapKey) is { } map ? StorageMap.Parse(map) : null,
    };

    /// <summary>Starts a migration and answers its task; what is wrong with the target is told before the guest is looked for.</summary>
    public static JsonNode Start(ApiCall call, Func<int, Guest> find, MigrationRequest request)
    {
        if (request.Target == call.Node.Name) throw ParameterException.Of("target", "target is local node.");
        GuestTasks.CheckQuorum(call);
        MigrationChecks.CheckNode(call.Node, request.Target);
        return MigrationChecks.Start(find(call.Int("vmid")), request, call.User, call.Warn).Upid.Encode();
    }
}
