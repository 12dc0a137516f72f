using System.Collections.Immutable;
using PveLab.Courseware.Grading;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Reports;

/// <summary>The facts of an attempt that a reader of its report wants to see in order.</summary>
public static class Timeline
{
    private const int Longest = 200;

    /// <summary>The timeline as of now; only the newest entries of a very long one.</summary>
    public static ImmutableArray<Evidence> Of(Observed world)
    {
        var newest = new List<Evidence>();
        var facts = world.World.Facts.All;
        for (var i = facts.Count - 1; i >= world.Start.Facts && newest.Count < Longest; i--)
            if (Entry(facts[i]) is { } entry) newest.Add(entry);
        newest.Reverse();
        return [.. newest];
    }

    private static Evidence? Entry(Fact fact) => fact switch
    {
        BackupSucceeded f => Say(f, $"VM {f.Vmid} のバックアップが完了: {f.VolumeId ?? f.Path}", $"backup of VM {f.Vmid} completed: {f.VolumeId ?? f.Path}", f.Task),
        BackupFailed f => Say(f, $"VM {f.Vmid} のバックアップが失敗", $"backup of VM {f.Vmid} failed", f.Task, f.Error),
        RestoreSucceeded f => Say(f, $"{f.Archive} を VM {f.Vmid} へリストア", $"{f.Archive} restored as VM {f.Vmid}", f.Task),
        RestoreFailed f => Say(f, $"VM {f.Vmid} へのリストアが失敗", $"restore as VM {f.Vmid} failed", f.Task, f.Error),
        JobDefined f => Say(f, $"バックアップジョブ {f.Job} を定義", $"backup job {f.Job} defined"),
        JobFired f => Say(f, $"バックアップジョブ {f.Job} が実行された", $"backup job {f.Job} ran", f.Task),
        BackupsListed f => Say(f, $"{f.Storage} のバックアップ一覧を確認", $"backups on {f.Storage} listed"),
        BackupPruned f => Say(f, $"保持数により削除: {f.VolumeId}", $"pruned: {f.VolumeId}"),
        TaskLogRead f => Say(f, "タスクのログを確認", "task log read", f.Upid),
        GuestLoggedIn f => Say(f, $"VM {f.Vmid} に {f.User} がログイン", $"{f.User} logged in to VM {f.Vmid}"),
        PingAnswered f => Say(f, $"{f.From} からの ping に {f.Address} が応答", $"{f.Address} answered {f.From}"),
        GuestDestroyed f => Say(f, $"VM {f.Vmid} を削除", $"VM {f.Vmid} destroyed"),
        StatusChanged { From: nameof(GuestStatus.Stopped), To: nameof(GuestStatus.Running) } f when f.Entity.StartsWith("guest ", StringComparison.Ordinal) =>
            Say(f, $"VM {f.Entity[6..]} が起動", $"VM {f.Entity[6..]} started"),
        _ => null,
    };

    private static Evidence Say(Fact fact, FormattableString ja, FormattableString en, string? task = null, string? line = null) =>
        Evidence.Seen(fact.At, FormattableString.Invariant(ja), FormattableString.Invariant(en)) with { Task = task, Line = line };

    private static Evidence Say(Fact fact, string ja, string en, string? task = null) => Evidence.Seen(fact.At, ja, en) with { Task = task };
}
