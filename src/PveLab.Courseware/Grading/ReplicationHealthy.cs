using System.Text.Json;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Replication;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: an enabled job copies the guest from where it is to another node, its last run succeeded, and both sides have a snapshot in common. After a
/// recovery or a migration this means: the job has turned round.
/// </summary>
public sealed record ReplicationHealthy : GuestCriterion
{
    private const string StateFile = "/var/lib/pve-manager/pve-replication-state.json";

    /// <summary>The node it has to copy to; null for any.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it has to have copied since the attempt began.</summary>
    public bool Fresh { get; init; } = true;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (world.World.GuestOf(Guest) is not { } guest) return NoSubject(world, Subject.Original);
        var jobs = world.World.Replication.Jobs.Where(j => j.Guest == Guest && (Target is null || j.Target == Target)).ToList();
        if (jobs.Count == 0)
        {
            return Finding.Missing(
                Invariant($"VM {Guest} を{(Target is null ? "" : " " + Target + " へ")}レプリケーションするジョブがありません"),
                Invariant($"there is no replication job for VM {Guest}{(Target is null ? "" : " to " + Target)}"));
        }
        var findings = jobs.Select(j => (Job: j, Problem: Problem(world, guest, j))).ToList();
        if (findings.Find(f => f.Problem is null).Job is { } good)
            return Finding.MetBy(Evidence.Seen(SyncedAt(world, guest, good),
                $"ジョブ {good.Id} が {guest.Node.Name} から {good.Target} へ正常に動いています", $"job {good.Id} works, from {guest.Node.Name} to {good.Target}"));
        return Finding.FailedBy([.. findings.Select(f => Evidence.Seen(null, $"{f.Job.Id}: {f.Problem!.Value.Ja}", $"{f.Job.Id}: {f.Problem!.Value.En}"))]);
    }

    private (string Ja, string En)? Problem(Observed world, Guest guest, ReplicationJob job)
    {
        if (job.Disabled) return ("無効になっています", "it is disabled");
        if (job["remove_job"] is not null) return ("削除の途中です", "it is being removed");
        if (job.Target == guest.Node.Name) return ($"ターゲットがゲストのいる {job.Target} です", $"its target is {job.Target}, where the guest is");
        if (!world.World.Nodes.TryGetValue(job.Target, out var target)) return ($"ノード {job.Target} がありません", $"there is no node {job.Target}");
        if (Failures(guest.Node, job) is > 0 and var failures) return ($"{failures} 回続けて失敗しています", $"it has failed {failures} times in a row");
        if (SyncedAt(world, guest, job) is not { } synced) return ("まだ同期していません", "it has not synced yet");
        if (Fresh && synced < world.Start.At) return ("演習の開始後にまだ同期していません", "it has not synced since the beginning");
        return Replicas.HaveCommonBase(guest, target) ? null : ("両側に共通のスナップショットがありません", "the two sides have no snapshot in common");
    }

    private static Sim.Time.Instant? SyncedAt(Observed world, Guest guest, ReplicationJob job) =>
        Replicas.On(guest, world.World.Node(job.Target)) is { Count: > 0 } copies ? copies.Select(c => c.SyncedAt).Order().First() : null;

    /// <summary>How often the job failed in a row, by the state that the guest's node keeps; 0 when it says nothing about it.</summary>
    private static long Failures(Node node, ReplicationJob job)
    {
        if (node.Files.Find(StateFile) is not TextFile { Text: var text }) return 0;
        try
        {
            using var state = JsonDocument.Parse(text);
            return state.RootElement.TryGetProperty(Invariant($"{job.Guest}"), out var guest) && guest.TryGetProperty(job.TargetId, out var one)
                && one.TryGetProperty("fail_count", out var count) && count.TryGetInt64(out var failures) ? failures : 0;
        }
        catch (JsonException)
        {
            // Somebody edited the state: the next run makes it anew.
            return 0;
        }
    }
}
