using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Rehearsals;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Authoring.Recording;

/// <summary>A session written down as a transcript, and what playing that showed.</summary>
/// <param name="Text">The transcript, with what it fails in its first line when it does not earn everything.</param>
/// <param name="Grade">The grade of playing it.</param>
/// <param name="SameGrade">Whether the session itself met the same criteria.</param>
/// <param name="SameWorld">Whether all that happened in the session happened again, to the moment.</param>
public sealed record RecordedTranscript(string Text, Grade Grade, bool SameGrade, bool SameWorld)
{
    /// <summary>Values that the variant drew and that the transcript calls by name, as <c>line 3: ${db.id} for 110</c>.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>Words that may be drawn values and were left as they are, in the same form: the author decides.</summary>
    public ImmutableArray<string> Left { get; init; } = [];

    /// <summary>Seeds in whose variants other criteria are met than in this one.</summary>
    public ImmutableArray<ulong> FailsIn { get; init; } = [];

    /// <summary>Whether it earns every point.</summary>
    public bool IsGolden => Failed(Grade).IsEmpty && Grade.Passed && Grade.Points == Grade.MaxPoints;

    /// <summary>Writes a session down and plays it.</summary>
    /// <exception cref="ContentException">Something in it has no line in transcripts.</exception>
    public static RecordedTranscript Of(AttemptFile played)
    {
        using var before = played.Replay();
        var typed = TranscriptRecorder.Of(played);
        var failedBefore = Failed(before.Grade());
        var drawn = DrawnValues.Name(typed, before.Variant.Values);
        using var attempt = Play(played, drawn.Text, played.Journal.Header.Seed);
        var grade = attempt.Grade();
        var failed = Failed(grade);
        var above = failed.IsEmpty ? 0 : 1;
        return new RecordedTranscript(
            failed.IsEmpty ? drawn.Text : $"#! fails: {string.Join(' ', failed)}\n{drawn.Text}", grade, failed.SequenceEqual(failedBefore), AreSame(before, attempt))
        {
            Named = Told(drawn.Named, above),
            Left = Told(drawn.Left, above),
            FailsIn = [.. Enumerable.Range(0, RehearsalScope.Full.Seeds).Select(seed => (ulong)seed).Where(seed => !FailsTheSame(played, drawn.Text, seed, failed))],
        };
    }

    /// <summary>Counts the lines as the author will see them: what a transcript fails stands above them.</summary>
    private static ImmutableArray<string> Told(IEnumerable<DrawnWord> words, int above) =>
        [.. words.Select(w => string.Create(CultureInfo.InvariantCulture, $"line {w.Line + above}: {w.Names} for {w.Value}"))];

    private static Attempt Play(AttemptFile played, string text, ulong seed)
    {
        const string Name = "the recorded transcript";
        var attempt = new Attempt(played.Folder, seed, played.Journal.Header.Dialect);
        TranscriptPlayer.Play(attempt, Transcript.Parse(Name, Placeholders.Fill(Name, text, attempt.Variant.Values)), Name, new PlainTerminal(static _ => { }));
        return attempt;
    }

    private static bool FailsTheSame(AttemptFile played, string text, ulong seed, ImmutableArray<string> failed)
    {
        try
        {
            using var attempt = Play(played, text, seed);
            return Failed(attempt.Grade()).SequenceEqual(failed);
        }
        catch (ContentException)
        {
            // A key for a program that this variant never came to.
            return false;
        }
    }

    private static ImmutableArray<string> Failed(Grade grade) => [.. grade.Results.Where(r => !r.Finding.Met).Select(r => r.Criterion.Id)];

    private static bool AreSame(Attempt one, Attempt other) => one.World.Clock.Now == other.World.Clock.Now && one.World.Facts.All.SequenceEqual(other.World.Facts.All);
}
