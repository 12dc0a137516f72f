using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Cluster;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Replication;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands that pvesr alone has: runs, and what the source of a job calls on the target (pve-manager: PVE/CLI/pvesr.pm).</summary>
internal static class PvesrOwn
{
    internal const string Class = "PVE::CLI::pvesr";

    private static readonly ObjectSchema OnTarget = Object(
        ("extra-args", StandardOptions.ExtraArgs with { Description = "The list of volume IDs to consider." }),
        ("id", ReplicationConfigMethods.JobId),
        ("last_sync", Optional(Integer("Time (UNIX epoch) of the last successful sync.", 0))));

    internal static IEnumerable<CommandBinding> Bindings =>
    [
        CommandBinding.Own("pvesr finalize-local-job", Class, Verb.Create, "Removes the snapshots of a job's earlier runs.", OnTarget, Complete, "id", "extra-args"),
        CommandBinding.Own("pvesr prepare-local-job", Class, Verb.Create, "Prepares this node for a run of a job to it.", OnTarget.With(
            ("force", Optional(Boolean("Allow to remove all volumes."), "0")),
            ("parent_snapname", Optional(StandardOptions.SnapshotName)),
            ("scan", Optional(Formatted("pve-storage-id-list", "Storages to look for stale volumes on.")))), Prepare, "id", "extra-args"),
        CommandBinding.Own("pvesr run", Class, Verb.Create, "Runs a replication job, or all that are due.", Object(
            ("id", Optional(ReplicationConfigMethods.JobId)),
            ("mail", Optional(Boolean("Send a mail when a job fails."), "0")),
            ("verbose", Optional(Boolean("Print more."), "0"))), _ => null) with
        {
            Interactive = (invocation, parsed) => QmAgent.Guarded(invocation, Run(invocation, parsed)),
        },
        CommandBinding.Own("pvesr set-state", Class, Verb.Create, "Takes over a guest's states from another node.", Object(
            ("state", String("Job state as JSON.")), ("vmid", StandardOptions.Vmid)), TakeOver, "vmid", "state"),
    ];

    private static IEnumerable<Step> Run(Invocation invocation, ParsedCommand parsed)
    {
        var replication = invocation.Node.Replication;
        var (id, mail) = (Text(parsed, "id"), IsOn(parsed, "mail"));
        if (id is not null && mail) throw new PveException("Mail and id are mutually exclusive!");
        var said = new Queue<Step>();
        Action<string>? log = IsOn(parsed, "verbose") ? line => said.Enqueue(new Step.Out(line + "\n")) : null;
        void Warn(string line) => said.Enqueue(new Step.Err(line + "\n"));
        using var pieces = (id is null ? replication.RunDue(log, Warn, mail) : replication.RunOne(id, log, Warn)).GetEnumerator();
        for (var more = true; more;)
        {
            PveException? error = null;
            try
            {
                more = pieces.MoveNext();
            }
            catch (PveException failure)
            {
                error = failure;
            }
            while (said.TryDequeue(out var step)) yield return step;
            if (error is not null) throw error;
            if (more && pieces.Current > TimeSpan.Zero) yield return new Step.Wait(invocation.Node.Clock.Now + pieces.Current);
        }
    }

    private static JsonNode? Prepare(ApiCall call)
    {
        var prepared = call.Node.Replication.Receiver.Prepare(Wish(call), call.Warn);
        call.Print(ReplicationReceiver.ToJson(prepared));
        return null;
    }

    private static JsonNode? Complete(ApiCall call)
    {
        call.Node.Replication.Receiver.Complete(Wish(call), call.Warn);
        return null;
    }

    private static ReplicationPreparation Wish(ApiCall call) => new(
        call.String("id"), call.List("extra-args"), [.. PerlText.SplitList(call.OptionalString("scan") ?? "")], call.OptionalLong("last_sync") ?? 0,
        call.OptionalString("parent_snapname"), call.Bool("force"));

    private static JsonNode? TakeOver(ApiCall call)
    {
        call.Node.Replication.TakeOver(call.Int("vmid"), call.String("state"));
        return null;
    }

    private static string? Text(ParsedCommand parsed, string name) => parsed.Parameters[name] is JsonValue value ? PerlText.Of(value) : null;

    private static bool IsOn(ParsedCommand parsed, string name) => Text(parsed, name) is { } text && PerlText.IsTrue(text);
}
