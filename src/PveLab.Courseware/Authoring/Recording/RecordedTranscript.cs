using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Recording;

/// <summary>A session written down as a transcript, and what playing that showed.</summary>
/// <param name="Text">The transcript, with what it fails in its first line when it does not earn everything.</param>
/// <param name="Grade">The grade of playing it.</param>
/// <param name="SameGrade">Whether the session itself met the same criteria.</param>
/// <param name="SameWorld">Whether all that happened in the session happened again, to the moment.</param>
public sealed record RecordedTranscript(string Text, Grade Grade, bool SameGrade, bool SameWorld)
{
    /// <summary>Values that the variant drew and the transcript holds, as <c>${db.id} for 110</c>: in another variant they are wrong.</summary>
    public ImmutableArray<string> Drawn { get; init; } = [];

    /// <summary>Whether it earns every point.</summary>
    public bool IsGolden => Failed(Grade).IsEmpty && Grade.Passed && Grade.Points == Grade.MaxPoints;

    /// <summary>Writes a session down and plays it.</summary>
    /// <exception cref="ContentException">Something in it has no line in transcripts.</exception>
    public static RecordedTranscript Of(AttemptFile played)
    {
        var text = TranscriptRecorder.Of(played);
        using var before = played.Replay();
        using var attempt = new Attempt(played.Folder, played.Journal.Header.Seed, played.Journal.Header.Dialect);
        TranscriptPlayer.Play(attempt, Transcript.Parse("the recorded transcript", text), "the recorded transcript", new PlainTerminal(static _ => { }));
        var grade = attempt.Grade();
        var failed = Failed(grade);
        return new RecordedTranscript(
            failed.IsEmpty ? text : $"#! fails: {string.Join(' ', failed)}\n{text}", grade, failed.SequenceEqual(Failed(before.Grade())), AreSame(before, attempt))
        {
            Drawn = [.. attempt.Variant.Values.Where(v => text.Contains(v.Value, StringComparison.Ordinal)).Select(v => $"${{{v.Key}}} for {v.Value}")],
        };
    }

    private static ImmutableArray<string> Failed(Grade grade) => [.. grade.Results.Where(r => !r.Finding.Met).Select(r => r.Criterion.Id)];

    private static bool AreSame(Attempt one, Attempt other) => one.World.Clock.Now == other.World.Clock.Now && one.World.Facts.All.SequenceEqual(other.World.Facts.All);
}
