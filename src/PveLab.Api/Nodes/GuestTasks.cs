using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Cluster;
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

    /// <summary>
    /// Whether HA looks after the guest: then everybody else only asks its manager. <paramref name="asked"/> is the id of the worker that does so.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">The guest's kind.</param>
    /// <param name="starts">Whether it is to start or to stop.</param>
    /// <param name="timeout">How many seconds it may take to stop; 0 pulls its plug.</param>
    /// <param name="asked">The answer of the method when HA does.</param>
    public static bool IsLeftToHa(ApiCall call, GuestKind kind, bool starts, int timeout, out JsonNode asked)
    {
        var vmid = call.Int("vmid");
        var sid = string.Create(CultureInfo.InvariantCulture, $"{(kind == GuestKind.VirtualMachine ? "vm" : "ct")}:{vmid}");
        asked = "";
        if (call.Node.View.HighAvailability.Resources.Find(sid) is not { State: not "ignored" }) return false;
        var local = call with { LocalNode = call.Node.Name };
        asked = Fork(call, starts ? "hastart" : "hastop", task => AskHa(task, kind, vmid, starts, starts ? $"set {sid} --state started"
            : FormattableString.Invariant($"crm-command stop {sid} {timeout}"), () =>
            {
                if (starts) ApiCatalogue.Tree.Invoke(Verb.Set, $"/cluster/ha/resources/{sid}", local with { Parameters = new JsonObject { ["state"] = "started" } });
                else HaStatusMethods.Stop.Invoke(local with { Parameters = new JsonObject { ["sid"] = sid, ["timeout"] = timeout } });
            }));
        return true;
    }

    // The real worker runs ha-manager.
    private static IEnumerable<TimeSpan> AskHa(PveTask task, GuestKind kind, int vmid, bool starts, string command, Action ask)
    {
        task.Log(FormattableString.Invariant($"Requesting HA {(starts ? "start" : "stop")} for {kind.Label} {vmid}"));
        yield return TimeSpan.FromMilliseconds(700);
        try
        {
            ask();
        }
        catch (PveException error)
        {
            task.Log(error.Message);
            throw new PveException($"command 'ha-manager {command}' failed: exit code 255");
        }
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
