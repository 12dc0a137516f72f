using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Tui.Lab;

/// <content>Reading: other chapters, another language, and bookmarks that outlive the program.</content>
public sealed partial class LabRuntime
{
    private readonly IReadOnlyDictionary<string, int> bookmarks = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Lines of chapters where the learner was before, by chapter. The lesson at hand opens at its own, unless its scenario has a section.</summary>
    public IReadOnlyDictionary<string, int> Bookmarks
    {
        get => bookmarks;
        init
        {
            bookmarks = value;
            if (Model.Lesson.BeginningOf(Attempt.Scenario.Id) is null && value.TryGetValue(Model.Lesson.Id, out var line)) Model = LessonUpdate.At(Model, line);
        }
    }

    /// <summary>Told where the learner was in a chapter that is left, and when the lab is closed.</summary>
    public Action<LessonPlace, Language>? Marked { get; init; }

    private void Speak(Language language)
    {
        try
        {
            var same = Model.Lesson.Id == firstLesson ? null : LessonLibrary.Shipped.Chapter(Model.Lesson.Id, language.Code());
            Send(new LabMessage.LessonOpened(same ?? lessonIn(language)));
            Send(new LabMessage.ChaptersFound(ChaptersOf(Model.Lesson, language)));
        }
        catch (ContentException)
        {
            // The file may be gone meanwhile: the lesson stays as it was, the rest of the screen changes.
            Send(new LabMessage.Told(Texts.In(language).LessonGone));
        }
        Refresh();
        Read(everything: true);
    }

    private void Read(LabEffect.OpenChapter wanted)
    {
        try
        {
            var texts = LessonTexts.In(Model.Language);
            if (Model.Reading.Chapters.Count == 0 || LessonLibrary.Shipped.Chapter(wanted.Chapter, Model.Language.Code()) is not { } lesson)
                Send(new LabMessage.Told(texts.NoChapter(wanted.Chapter)));
            else if (wanted.Anchor is { } anchor && lesson.HeadingOf(anchor) is null)
                Send(new LabMessage.Told(texts.NoChapter($"{wanted.Chapter}#{anchor}")));
            else
                Turn(lesson, wanted);
        }
        catch (ContentException)
        {
            Send(new LabMessage.Told(Texts.In(Model.Language).LessonGone));
        }
    }

    /// <summary>Opens the chapter that has a heading, there.</summary>
    private void ReadAt(string anchor)
    {
        try
        {
            var chapter = LessonLibrary.Shipped.Chapters(Model.Language.Code()).FirstOrDefault(c => c.HeadingOf(anchor) is not null);
            if (chapter is not null) Turn(chapter, new LabEffect.OpenChapter(chapter.Id, anchor));
            else Send(new LabMessage.Told(LessonTexts.In(Model.Language).NoChapter(anchor)));
        }
        catch (ContentException)
        {
            Send(new LabMessage.Told(Texts.In(Model.Language).LessonGone));
        }
    }

    private void Turn(Lesson lesson, LabEffect.OpenChapter wanted)
    {
        LeaveChapter();
        var line = wanted.Anchor is { } anchor ? lesson.HeadingOf(anchor)!.Line : wanted.SourceLine;
        var marked = Model.Reading.Kept.ContainsKey(lesson.Id) ? null : bookmarks.TryGetValue(lesson.Id, out var before) ? before : (int?)null;
        Send(new LabMessage.LessonOpened(lesson, line ?? marked));
    }

    private void LeaveChapter()
    {
        if (Model.Reading.Chapters.Count > 0) Marked?.Invoke(HistoryUpdate.Here(Model, Model.LessonLine), Model.Language);
    }

    /// <summary>The chapters a reader of a lesson can go to: all of the course, none beside a file of one's own.</summary>
    private static IReadOnlyList<(string Id, string Title)> ChaptersOf(Lesson lesson, Language language) => LessonLibrary.Shipped.Course is var course && course.Chapter(lesson.Id) is null
        ? [] : [.. course.Chapters.Select(c => (c.Id, c.Title.In(language.Code())))];
}
