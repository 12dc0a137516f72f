using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes;

/// <summary>What methods of both kinds of guests need to do their work in a task.</summary>
internal static class GuestTasks
{
    /// <summary>Forks a worker about a guest and answers its id.</summary>
    public static JsonNode Fork(ApiCall call, string type, Func<PveTask, IEnumerable<TimeSpan>> work) =>
        call.Node.Tasks.Fork(type, call.Int("vmid").ToString(CultureInfo.InvariantCulture), call.User, work).Upid.Encode();

    /// <summary>Refuses when this part of the cluster has no quorum (pve-cluster: PVE/Cluster.pm check_cfs_quorum).</summary>
    public static void CheckQuorum(ApiCall call)
    {
        if (!call.Node.View.IsWritable) throw new PveException("cluster not ready - no quorum?");
    }

    /// <summary>A method below <c>status</c> that starts, stops or halts a guest of a kind.</summary>
    public static ApiMethod Power(GuestKind kind, string verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) => new()
    {
        Path = $"/nodes/{{node}}/{kind.Type}/{{vmid}}/status/{verb}",
        Verb = Verb.Create,
        Description = description,
        Parameters = parameters,
        Returns = SchemaOf.String(),
        Handler = handler,
    };
}
