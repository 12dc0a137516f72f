using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Authoring.Linting;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Previews;

/// <summary>Something that is wrong with what an author is writing.</summary>
/// <param name="Place">Where, <c>file:line:column</c>.</param>
/// <param name="Problem">What.</param>
/// <param name="Advice">What would be right.</param>
public sealed record Complaint(string Place, string Problem, string Advice);

/// <summary>What was read when a file was saved.</summary>
/// <param name="Attempt">The attempt on the new content with everything done so far, or a fresh one where that does not fit; null when it cannot be played.</param>
/// <param name="Screen">What the attempt has put on the screen.</param>
/// <param name="Lesson">The lesson; null when it cannot be read.</param>
/// <param name="Complaints">What is wrong.</param>
public sealed record PreviewReading(Attempt? Attempt, AttemptScreen Screen, Lesson? Lesson, IReadOnlyList<Complaint> Complaints);

/// <summary>A scenario or a lesson while its author writes it: it is read again whenever one of its files is saved.</summary>
/// <param name="scenario">The scenario, by id or folder; null for the first one of the lesson.</param>
/// <param name="lesson">The lesson's file; null for the chapter that practises the scenario.</param>
public sealed class Preview(string? scenario, string? lesson) : IDisposable
{
    private const string FreePlay = "single-node";

    private readonly ContentWatch watch = new(FoldersOf(scenario, lesson));
    private Task<PreviewReading>? reading;
    private string practised = FreePlay;

    /// <summary>A file was saved, or may have been. Raised on a thread of its own.</summary>
    public event Action Saved
    {
        add => watch.Noticed += value;
        remove => watch.Noticed -= value;
    }

    /// <summary>Whether something was saved that the screen does not show yet.</summary>
    public bool IsBusy => reading is not null || watch.IsPending;

    /// <summary>The lab to begin with. What cannot be played yet is stood in for by a plain world.</summary>
    /// <exception cref="ContentException">There is no such scenario or lesson.</exception>
    public LabRuntime Open(Language language)
    {
        var read = Read([], language);
        var attempt = read.Attempt ?? new Attempt(ScenarioLibrary.Shipped.FindById(FreePlay));
        var lab = new LabRuntime(attempt, of => LessonIn(of) ?? read.Lesson!, language) { Preview = this };
        lab.Send(new LabMessage.ContentRead(read.Complaints));
        return lab;
    }

    /// <summary>What was read since a file was saved, once; null as long as there is nothing new.</summary>
    /// <param name="passed">Real time since this was asked last.</param>
    /// <param name="played">The attempt on the screen.</param>
    /// <param name="language">The language of the screen.</param>
    public PreviewReading? Take(TimeSpan passed, Attempt played, Language language)
    {
        if (watch.Changed(passed))
        {
            Entry[] done = [.. played.Entries];
            reading = Task.Run(() => Read(done, language));
        }
        if (reading is not { IsCompleted: true }) return null;
        var read = reading.GetAwaiter().GetResult();
        reading = null;
        return read;
    }

    /// <inheritdoc />
    public void Dispose() => watch.Dispose();

    private PreviewReading Read(IReadOnlyList<Entry> done, Language language)
    {
        var complaints = Look().Select(f => new Complaint(LintReport.Place(f), f.Problem, f.Rule.Advice)).ToList();
        var screen = new AttemptScreen();
        Attempt? attempt = null;
        try
        {
            attempt = Play(done, ref screen);
        }
        catch (ContentException error)
        {
            if (complaints.Count == 0) complaints.Add(new Complaint(error.File, error.Message, ""));
        }
        return new PreviewReading(attempt, screen, LessonIn(language), complaints);
    }

    /// <summary>Everything done so far, lived through on what the files say now; a fresh attempt where it does not fit any more.</summary>
    private Attempt Play(IReadOnlyList<Entry> done, ref AttemptScreen screen)
    {
        var folder = ScenarioLibrary.Shipped.Find(ScenarioOf());
        try
        {
            var attempt = new Attempt(folder);
            var journal = Journal.Of(JournalHeader.Of(attempt), done);
            foreach (var moment in Replay.Moments(attempt, journal, folder.Id)) screen.See(attempt, moment);
            return attempt;
        }
        catch (ContentException) when (done.Count > 0)
        {
            screen = new AttemptScreen();
            return new Attempt(folder);
        }
    }

    /// <summary>The scenario that is played; as long as a lesson cannot be read, the one it named last.</summary>
    private string ScenarioOf() => scenario ?? (practised = LessonIn(Language.En) switch
    {
        { Front.Scenarios: [var first, ..] } => first,
        { Problems.Count: 0, Blocks.Count: > 0 } => FreePlay,
        _ => practised,
    });

    private ImmutableArray<LintFinding> Look() => lesson is not null ? LessonLint.Of(lesson, lesson, LintSurroundings.Shipped) : ScenarioLint.Of(scenario!, LintSurroundings.Shipped);

    private Lesson? LessonIn(Language language)
    {
        try
        {
            return lesson is not null ? LessonLibrary.Open(lesson) : LessonLibrary.Shipped.ChapterOf(scenario!, language.Code());
        }
        catch (ContentException)
        {
            return null;
        }
    }

    private static IEnumerable<string> FoldersOf(string? scenario, string? lesson)
    {
        if (lesson is not null)
        {
            if (!File.Exists(lesson)) throw new ContentException(lesson, 0, 0, Directory.Exists(lesson) ? "this is a folder; name a lesson's file" : "there is no such file");
            yield return Path.GetDirectoryName(Path.GetFullPath(lesson))!;
        }
        if (scenario is null) yield break;
        yield return ScenarioLibrary.Shipped.FolderOf(scenario);
        yield return Path.Combine(ContentRoot.Scenarios, "worlds");
    }
}
