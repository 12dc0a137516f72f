using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Lab;

/// <summary>Following links through the course, and going back.</summary>
internal static class HistoryUpdate
{
    /// <summary>Follows a link: a term's definition, a heading here, a heading of another chapter, or an address outside.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Follow(LabModel model, string target)
    {
        var texts = LessonTexts.In(model.Language);
        if (model.Lesson.Glossary.Find(target) is { } term) return (model with { Overlay = Overlay.Term, OverlayTop = 0, Reading = model.Reading with { Term = term } }, []);
        var (file, anchor) = target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var sign ? (target[..sign], target[(sign + 1)..]) : (target, null);
        var chapter = file.EndsWith(".md", StringComparison.Ordinal) ? file[..^3] : file;
        if (file.Length > 0 && chapter == file) return (model with { Notice = texts.Outside(target) }, []);
        if (chapter.Length > 0 && chapter != model.Lesson.Id) return (Left(model, model.LessonLine), [new LabEffect.OpenChapter(chapter, anchor)]);
        var line = anchor is null ? 0 : model.Layout.LineOfHeading(anchor);
        return (line is { } found ? LessonUpdate.Jump(Left(model, model.LessonLine), found) : model with { Notice = texts.NoChapter("#" + anchor) }, []);
    }

    public static (LabModel, IReadOnlyList<LabEffect>) Back(LabModel model)
    {
        if (model.Reading.Behind.IsEmpty) return (model with { Notice = LessonTexts.In(model.Language).NoPlace }, []);
        var behind = model.Reading.Behind.Pop(out var place);
        return To(model with { Reading = model.Reading with { Behind = behind, Ahead = model.Reading.Ahead.Push(Here(model, model.LessonLine)) } }, place);
    }

    public static (LabModel, IReadOnlyList<LabEffect>) Forward(LabModel model)
    {
        if (model.Reading.Ahead.IsEmpty) return (model with { Notice = LessonTexts.In(model.Language).NoPlace }, []);
        var ahead = model.Reading.Ahead.Pop(out var place);
        return To(model with { Reading = model.Reading with { Ahead = ahead, Behind = model.Reading.Behind.Push(Here(model, model.LessonLine)) } }, place);
    }

    /// <summary>Remembers a line of the layout as a place to come back to.</summary>
    public static LabModel Left(LabModel model, int line) =>
        model with { Reading = model.Reading with { Behind = model.Reading.Behind.Push(Here(model, line)), Ahead = [] } };

    /// <summary>
    /// A chapter was read. Another one than before begins at the line asked for, or where the learner left it; the same one, in another language,
    /// stays where it was.
    /// </summary>
    public static LabModel Opened(LabModel model, Lesson lesson, int? line)
    {
        var here = Here(model, model.LessonLine);
        if (lesson.Id == model.Lesson.Id)
        {
            var same = line ?? model.Lesson.LineIn(lesson, here.SourceLine);
            return LessonUpdate.At(LabUpdate.Laid(model with { Lesson = lesson }), same);
        }
        var kept = model.Reading.Kept.SetItem(model.Lesson.Id, new KeptChapter(model.Progress, here.SourceLine));
        var before = kept.GetValueOrDefault(lesson.Id);
        model = model with
        {
            Lesson = lesson,
            Progress = before?.Progress ?? LessonProgress.None,
            Reading = model.Reading with { Kept = kept, Search = null, Term = null },
        };
        return LessonUpdate.At(LabUpdate.Laid(model), line ?? before?.SourceLine ?? 1);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) To(LabModel model, LessonPlace place) => place.Chapter == model.Lesson.Id
        ? (LessonUpdate.At(model, place.SourceLine), [])
        : (model, [new LabEffect.OpenChapter(place.Chapter, SourceLine: place.SourceLine)]);

    /// <summary>The place a line of the layout shows.</summary>
    public static LessonPlace Here(LabModel model, int line) =>
        new(model.Lesson.Id, line >= 0 && line < model.Layout.Lines.Count ? model.Layout.Lines[line].SourceLine : 1);
}
