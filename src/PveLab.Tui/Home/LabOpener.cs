using System.Collections.Concurrent;
using System.Collections.Immutable;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Home;

/// <summary>Opens labs on attempts that are kept: one that was broken off goes on, unless it is to begin anew.</summary>
/// <param name="store">Where attempts are kept.</param>
/// <param name="lessonIn">The lesson beside a scenario, in a language.</param>
/// <param name="failed">Receives unexpected errors of PveLab's own code.</param>
public sealed class LabOpener(AttemptStore store, Func<string, Language, Lesson> lessonIn, Action<Exception>? failed)
{
    // Labs are opened on threads of their own, one of which may still be at it when the learner leaves.
    private readonly ConcurrentQueue<AttemptSession> opened = [];

    /// <summary>Where the learner was in each chapter, in a language; null to begin every chapter at its top.</summary>
    public Func<Language, IReadOnlyDictionary<string, int>>? Bookmarks { get; init; }

    /// <summary>Told where the learner leaves a chapter.</summary>
    public Action<LessonPlace, Language>? Marked { get; init; }

    /// <summary>The journals in which something was done.</summary>
    public IReadOnlyList<string> Journals => [.. opened.Where(s => !s.IsEmpty).Select(s => s.Path).OfType<string>()];

    /// <summary>Opens a scenario or world.</summary>
    /// <exception cref="ContentException">There is none, or it is not usable.</exception>
    public LabRuntime Open(HomeEffect.Open wanted, Settings settings)
    {
        var (language, folder) = (settings.Language, ScenarioLibrary.Shipped.Find(wanted.Scenario));
        if (wanted.Anew && store.Unfinished(folder) is { } old) GiveUp(old);
        var (resumed, whyNot) = Resume(folder, SessionTexts.In(language));
        var session = resumed?.Session ?? Begin(folder);
        opened.Enqueue(session);
        Func<Language, Lesson> lesson = wanted.Chapter is { } chapter ? of => LessonLibrary.Shipped.Chapter(chapter, of.Code())! : of => lessonIn(folder.Id, of);
        var lab = new LabRuntime(session, lesson, language, resumed?.Screen)
        {
            Anew = () => Anew(folder),
            Bookmarks = Bookmarks?.Invoke(language) ?? ImmutableSortedDictionary<string, int>.Empty,
            Marked = Marked,
        };
        if (wanted.Chapter is not null) lab.Send(new LabMessage.KeyPressed("F6"));
        if (session.Path is null) lab.Send(new LabMessage.Told(Texts.In(language).NotKept));
        else if (resumed is not null) lab.Send(new LabMessage.Told(SessionTexts.In(language).GoesOn));
        else if (whyNot is not null && !wanted.Anew) lab.Send(new LabMessage.Told(whyNot));
        lab.Send(new LabMessage.Set(settings));
        return lab;
    }

    /// <summary>Sits down to an exam: to one that was broken off, unless another one is wished for.</summary>
    /// <exception cref="ContentException">There is no such exam, or its task is not usable.</exception>
    public LabRuntime Sit(ExamWish wish, Settings settings)
    {
        var screen = new AttemptScreen();
        var seating = ExamSeating.Of(wish, store, DateTimeOffset.UtcNow, screen.See, failed);
        foreach (var sat in seating.Sessions) opened.Enqueue(sat);
        var sitting = new ExamSitting(seating, attempt =>
        {
            attempt.Failed = failed;
            var kept = store.Keep(attempt);
            opened.Enqueue(kept);
            return kept;
        });
        var lab = new LabRuntime(sitting.Current, sitting.Sheet, settings.Language, seating.Sessions.IsEmpty ? new AttemptScreen() : screen, sitting);
        var words = ExamWords.In(settings.Language.Code());
        if (seating.Sessions.Length > 0) lab.Send(new LabMessage.Told(words.GoesOn));
        else if (seating.IsInstead) lab.Send(new LabMessage.Told(words.IsAnother));
        lab.Send(new LabMessage.Set(settings));
        return lab;
    }

    private AttemptSession Anew(ScenarioFolder folder)
    {
        var session = Begin(folder);
        opened.Enqueue(session);
        return session;
    }

    private AttemptSession Begin(ScenarioFolder folder) => store.Keep(new Attempt(folder) { Failed = failed });

    /// <summary>The attempt that was broken off, or why a new one begins although there is one.</summary>
    private ((AttemptSession Session, AttemptScreen Screen)? Resumed, string? WhyNot) Resume(ScenarioFolder folder, SessionTexts texts)
    {
        var screen = new AttemptScreen();
        try
        {
            if (store.Unfinished(folder) is { } path) return ((store.Resume(path, _ => folder, screen.See, failed: failed), screen), null);
        }
        catch (ContentException)
        {
            // Another program has taken it meanwhile, or it cannot be lived through any more: replay explains the journal.
            return (null, store.IsPlayedElsewhere(folder) ? texts.PlayedElsewhere : texts.CannotGoOn);
        }
        return (null, store.IsPlayedElsewhere(folder) ? texts.PlayedElsewhere : null);
    }

    private void GiveUp(string journal)
    {
        try
        {
            store.GiveUp(journal);
        }
        catch (ContentException)
        {
            // Whoever has it open now goes on with it.
        }
    }
}
