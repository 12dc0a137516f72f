using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Migration;
using PveLab.Sim.Replication;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Assessment;

/// <summary>A step as what came of it, whatever was typed: two steps with an effect in common are alike.</summary>
/// <param name="Effects">What came of it, by key and in words.</param>
/// <param name="Line">What was typed.</param>
public sealed record WayStep(ImmutableArray<(string Key, LocalText Words)> Effects, string Line);

/// <summary>A way through a scenario: the steps that something came of.</summary>
/// <param name="Name">The golden transcript's file; empty for a learner's.</param>
/// <param name="Steps">The steps.</param>
public sealed record Way(string Name, ImmutableArray<WayStep> Steps)
{
    /// <summary>The ways the golden transcripts of an attempt's scenario take, on its own variant. They share nothing with the attempt.</summary>
    /// <exception cref="ContentException">A transcript cannot be read.</exception>
    public static ImmutableArray<Way> Golden(ScenarioFolder folder, ulong seed, Dialect dialect) =>
        [.. Goldens.Of(folder, folder.Variant(seed)).Select(golden =>
        {
            using var attempt = new Attempt(folder, seed, dialect);
            TranscriptPlayer.Play(attempt, golden.Transcript, golden.Name, new PlainTerminal(static _ => { }));
            var spare = golden.Transcript.Lines.Where(l => golden.Transcript.NotNeeded.ContainsKey(l.Number))
            .OfType<TranscriptLine.Typed>().Select(l => l.Text).ToHashSet(StringComparer.Ordinal);
            return new Way(golden.Name, [.. Of(attempt).Steps.Where(s => !spare.Contains(s.Line))]);
        })];

    /// <summary>The way an attempt took so far.</summary>
    public static Way Of(Attempt attempt)
    {
        var steps = attempt.Steps;
        return new Way("", [.. Enumerable.Range(0, steps.Count).Select(i => Step(attempt, i)).Where(s => s.Effects.Length > 0)]);
    }

    private static WayStep Step(Attempt attempt, int index)
    {
        var step = attempt.Steps[index];
        var line = step.Input switch
        {
            Input.Line { Text: var text } => text.Trim(),
            Input.ApiCall call => $"pvesh {call.Verb} {call.Path}",
            Input.FileSaved { Path: var path } => $"nano {path}",
            Input.Advance { Time.TotalSeconds: var seconds } => string.Create(CultureInfo.InvariantCulture, $"sleep {seconds}"),
            _ => "",
        };
        var effects = attempt.FactsOf(index).Select(f => Effect(attempt, f)).OfType<(string, LocalText)>().Distinct().ToList();
        if (effects.Count == 0 && step.Changed && WayTexts.Shipped.Lines.Find(l => l.Expression.IsMatch(line)) is { } known) effects.Add((known.Id, known.Text));
        return new WayStep([.. effects], line);
    }

    private static (string, LocalText)? Effect(Attempt attempt, Fact fact) => fact switch
    {
        BackupSucceeded f => Say("backup", Number(f.Vmid), f.VolumeId?.Split(':')[0] ?? f.Path),
        RestoreSucceeded { Forced: true } f => Say("restore-over", Number(f.SourceVmid)),
        RestoreSucceeded f => Say(f.Vmid == f.SourceVmid && attempt.Baseline.Guests.GetValueOrDefault(f.Vmid)?.Node == f.Node ? "restore-same" : "restore-other", Number(f.SourceVmid)),
        GuestLoggedIn f => Say("login", Who(attempt, f.Vmid)),
        StatusChanged { From: nameof(GuestStatus.Stopped), To: nameof(GuestStatus.Running) } f when Started(f) is { } vmid => Say("started", Who(attempt, vmid)),
        PingAnswered => Say("ping"),
        BackupsListed f => Say("listed", f.Storage),
        TaskLogRead => Say("log"),
        ArchiveVerified { Good: true } => Say("verified"),
        JobFired => Say("fired"),
        BackupPruned => Say("pruned"),
        VolumeFreed => Say("freed"),
        GuestDestroyed => Say("destroyed"),
        ReplicationSynced { Full: true } f => Say("sync", Number(f.Vmid), f.Target),
        MigrationSucceeded f => Say("migrated", Number(f.Vmid), f.To),
        _ => null,
    };

    private static int? Started(StatusChanged change) =>
        change.Entity.StartsWith("guest ", StringComparison.Ordinal) && int.TryParse(change.Entity[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : null;

    /// <summary>A guest that was there from the start by its number; what was restored is what was restored, whatever number it got.</summary>
    private static string Who(Attempt attempt, int vmid) => attempt.Baseline.Guests.ContainsKey(vmid) ? $"VM {Number(vmid)}" : "VM *";

    private static (string, LocalText)? Say(string kind, params object[] values)
    {
        var text = WayTexts.Shipped.Facts[kind];
        return ($"{kind} {string.Join(' ', values)}", Finding.Say(string.Format(CultureInfo.InvariantCulture, text.Ja, values),
            string.Format(CultureInfo.InvariantCulture, text.En, values)));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
