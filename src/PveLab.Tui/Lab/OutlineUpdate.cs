namespace PveLab.Tui.Lab;

/// <summary>Keys and clicks in the outline of the lesson, and with a term's definition.</summary>
internal static class OutlineUpdate
{
    /// <summary>Opens the outline at the section that is being read.</summary>
    public static LabModel Open(LabModel model)
    {
        var outline = Outline(model);
        var here = outline.FindLastIndex(o => o.Line >= 0 && o.Line <= model.LessonLine);
        return To(model with { Overlay = Overlay.Outline, OverlayTop = 0, Reading = model.Reading with { Outline = outline } }, Math.Max(0, here));
    }

    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, string key) => key switch
    {
        "CursorUp" or "k" => (To(model, model.Reading.Chosen - 1), []),
        "CursorDown" or "j" => (To(model, model.Reading.Chosen + 1), []),
        "PageUp" => (To(model, model.Reading.Chosen - Page(model)), []),
        "PageDown" or " " => (To(model, model.Reading.Chosen + Page(model)), []),
        "Home" or "g" => (To(model, 0), []),
        "End" or "G" => (To(model, model.Reading.Outline.Count - 1), []),
        "Enter" => Go(model),
        _ => (model with { Overlay = Overlay.None }, []),
    };

    /// <summary>A click on a line of the outline goes there.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel model, int line) =>
        line < model.Reading.Outline.Count ? Go(model with { Reading = model.Reading with { Chosen = line } }) : (model, []);

    /// <summary>Enter on a definition reads on where the term is taught.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) ReadOn(LabModel model)
    {
        var closed = model with { Overlay = Overlay.None, Focus = Pane.Lesson };
        return model.Reading.Term?.See is { } see ? HistoryUpdate.Follow(closed, see) : (closed, []);
    }

    private static List<OutlineLine> Outline(LabModel model)
    {
        var headings = model.Layout.Outline.Select(o => new OutlineLine(o.Text, o.Level, o.Line));
        var others = model.Reading.Chapters.Where(c => c.Id != model.Lesson.Id).Select(c => new OutlineLine(c.Title, 1, -1, c.Id));
        return [.. headings, .. others];
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Go(LabModel model)
    {
        var closed = model with { Overlay = Overlay.None, Focus = Pane.Lesson };
        if (model.Reading.Outline.Count == 0) return (closed, []);
        var chosen = model.Reading.Outline[model.Reading.Chosen];
        closed = HistoryUpdate.Left(closed, closed.LessonLine);
        return chosen.Line < 0 ? (closed, [new LabEffect.OpenChapter(chosen.Chapter)]) : (LessonUpdate.Jump(closed, chosen.Line), []);
    }

    private static LabModel To(LabModel model, int chosen)
    {
        chosen = Math.Clamp(chosen, 0, Math.Max(0, model.Reading.Outline.Count - 1));
        var top = Math.Clamp(model.OverlayTop, Math.Max(0, chosen - Page(model) + 1), chosen);
        return model with { OverlayTop = top, Reading = model.Reading with { Chosen = chosen } };
    }

    /// <summary>Rows of the outline that are seen; the box has two more lines below it.</summary>
    private static int Page(LabModel model) => Math.Max(1, model.Height - 4 - 2);
}
