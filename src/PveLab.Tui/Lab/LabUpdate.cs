using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Views;

namespace PveLab.Tui.Lab;

/// <summary>What a message makes of the model, and what it wants done. Pure: the same model and message give the same answer.</summary>
public static class LabUpdate
{
    /// <summary>Lines that may be pasted at once.</summary>
    public const int PastedLines = 1000;

    /// <summary>Virtual seconds per real second that can be chosen.</summary>
    public static IReadOnlyList<int> Speeds { get; } = [1, 10, 60, 600];

    /// <summary>The model after a message, with the effects to perform in order.</summary>
    public static (LabModel Model, IReadOnlyList<LabEffect> Effects) Apply(LabModel model, LabMessage message) => message switch
    {
        LabMessage.KeyPressed key => Key(model with { Notice = null }, key),
        LabMessage.Pasted paste => Paste(model, paste.Text),
        LabMessage.Clicked click => Click(model with { Notice = null }, click.Column, click.Row),
        LabMessage.Wheeled wheel => (Wheel(model, wheel), []),
        LabMessage.Dragged drag => (Laid(model with { DividerShift = model.DividerShift + drag.Column - model.Places.Divider }), []),
        LabMessage.Resized size => (Laid(model with { Width = size.Width, Height = size.Height }), []),
        LabMessage.AttemptMoved moved => (Moved(model, moved.State), []),
        LabMessage.Completed completed => (model with { Input = completed.Input }, []),
        LabMessage.LessonOpened opened => (Laid(model with { Lesson = opened.Lesson }), []),
        LabMessage.Set set => Set(model, set.Settings),
        LabMessage.Told told => (model with { Notice = told.Text }, []),
        _ => (model, []),
    };

    /// <summary>The model with the lesson laid out anew for its pane, keeping the place in the text.</summary>
    public static LabModel Laid(LabModel model)
    {
        var width = Math.Max(LessonLayout.NarrowestWidth, (model.Places.Lesson.Width > 0 ? model.Places.Lesson.Width : model.Width) - LessonView.Margin - 1);
        var at = model.Layout.Lines.Count > 0 ? model.Layout.Lines[Math.Min(model.LessonLine, model.Layout.Lines.Count - 1)].SourceLine : 1;
        var layout = LessonLayout.Of(model.Lesson, width, null, WithCriteria(model));
        var line = layout.Lines.Count > 0 ? layout.LineOf(at) : 0;
        return LessonUpdate.Visible(model with { Layout = layout, LessonLine = line });
    }

    private static LessonProgress WithCriteria(LabModel model) => model.Progress with
    {
        Ticked = model.Progress.Ticked.Union(model.Attempt.Criteria.Where(c => c.Standing == Standing.Met).Select(c => c.Id)),
    };

    private static LabModel Moved(LabModel model, AttemptState state)
    {
        var ticked = !model.Attempt.Criteria.SequenceEqual(state.Criteria);
        var rows = model.Attempt.Criteria.Count != state.Criteria.Count;
        var notice = state.Passed && !model.Attempt.Passed ? Texts.In(model.Language).PassedNotice : model.Notice;
        model = model with { Attempt = state, Notice = notice };
        return ticked || rows ? Laid(model) : model;
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key)
    {
        if (ExamUpdate.Key(model, key.Key) is { } inExam) return inExam;
        if (model.Overlay != Overlay.None && key.Key is not ("F1" or "F2" or "F3" or "F4" or "F7" or "F12" or "Alt+s")) return OverlayKey(model, key.Key);
        return key.Key switch
        {
            "F1" => (Toggle(model, Overlay.Help), []),
            "F2" => (Toggle(model, Overlay.Goal), []),
            "F3" => (Toggle(model, Overlay.Grade), []),
            "F4" => Speak(model),
            "F5" => (model with { Paused = !model.Paused }, []),
            "F7" => (Toggle(model, Overlay.Hints), []),
            "F6" or "Shift+Tab" => (Laid(model with { Focus = model.Focus == Pane.Lesson ? Pane.Shell : Pane.Lesson }), []),
            "F8" => (Laid(model with { Zoomed = !model.Zoomed }), []),
            "F9" => (model with { Speed = NextSpeed(model.Speed) }, []),
            "F10" => (model, [new LabEffect.Skip()]),
            "F11" => (model with { Focus = Pane.Shell, ShellBack = 0 }, [new LabEffect.OpenNode()]),
            "F12" => (model with { Overlay = Overlay.None }, [new LabEffect.GoHome(null)]),
            "Alt+s" => (Toggle(model, Overlay.Machines), [new LabEffect.Look()]),
            "Ctrl+Q" => (model with { Overlay = Overlay.Quit, OverlayTop = 0 }, []),
            _ => model.Focus == Pane.Lesson ? LessonUpdate.Key(model, key) : ShellUpdate.Key(model, key),
        };
    }

    private static (LabModel, IReadOnlyList<LabEffect>) OverlayKey(LabModel model, string key)
    {
        var last = Math.Max(0, OverlayView.Length(model) - (model.Height - 4));
        LabModel To(int top) => model with { OverlayTop = Math.Clamp(top, 0, last) };
        return key switch
        {
            "Enter" when model.Overlay == Overlay.Quit => (model, [new LabEffect.Quit()]),
            "Ctrl+Q" when model.Overlay == Overlay.Quit => (model, [new LabEffect.Quit()]),
            "Enter" when model.Overlay == Overlay.Hints && model.Attempt.NextHintCost is not null => (model, [new LabEffect.BuyHint()]),
            "Esc" or "Enter" or "q" => (model with { Overlay = Overlay.None }, []),
            "CursorUp" => (To(model.OverlayTop - 1), []),
            "CursorDown" => (To(model.OverlayTop + 1), []),
            "PageUp" => (To(model.OverlayTop - model.Height / 2), []),
            "PageDown" or " " => (To(model.OverlayTop + model.Height / 2), []),
            "Home" => (To(0), []),
            "End" => (To(last), []),
            _ => (model, []),
        };
    }

    private static LabModel Toggle(LabModel model, Overlay overlay) =>
        model with { Overlay = model.Overlay == overlay ? Overlay.None : overlay, OverlayTop = 0 };

    private static (LabModel, IReadOnlyList<LabEffect>) Speak(LabModel model)
    {
        var language = model.Language == Language.Ja ? Language.En : Language.Ja;
        return (model with { Language = language }, [new LabEffect.Speak(language)]);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Set(LabModel model, Home.Settings settings)
    {
        var spoken = settings.Language == model.Language;
        model = model with { Speed = settings.Speed, Language = settings.Language };
        return (model, spoken ? [] : [new LabEffect.Speak(settings.Language)]);
    }

    private static int NextSpeed(int speed) => Speeds[(Speeds.TakeWhile(s => s != speed).Count() + 1) % Speeds.Count];

    /// <summary>Pasted lines are typed one after the other; the last one, unfinished, waits to be edited. Too much of it is refused whole.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) Paste(LabModel model, string text)
    {
        if (model.Overlay != Overlay.None || model.Attempt.Exam is { IsOver: true }) return (model, []);
        model = model with { Focus = Pane.Shell, ShellBack = 0 };
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        if (model.Attempt.WantsKeys && text.Length <= LineEditor.Limit)
            return (model, [.. lines.SelectMany((line, i) => DisplayWidth.Graphemes(line).Concat(i < lines.Length - 1 ? ["Enter"] : [])).Select(key => new LabEffect.Press(key))]);
        if (lines.Length > PastedLines || lines.Any(l => l.Length + model.Input.Text.Length > LineEditor.Limit))
            return (model with { Notice = Texts.In(model.Language).PasteTooLong }, []);
        var effects = new List<LabEffect>();
        foreach (var line in lines[..^1])
        {
            effects.Add(new LabEffect.Submit(model.Input.Insert(line).Text));
            model = model with { Input = model.Input.Cleared() };
        }
        return (model with { Input = model.Input.Insert(lines[^1]) }, effects);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel model, int column, int row)
    {
        if (row == model.Height - 1 && KeyBarView.KeyAt(model, column) is { } key)
            return Key(model, new LabMessage.KeyPressed(key == "^Q" ? "Ctrl+Q" : key));
        if (model.Overlay != Overlay.None) return (model with { Overlay = Overlay.None }, []);
        var places = model.Places;
        if (places.Lesson.Contains(column, row)) return LessonUpdate.Click(model with { Focus = Pane.Lesson }, row - places.Lesson.Top);
        if (places.Shell.Contains(column, row)) return (model with { Focus = Pane.Shell }, []);
        return places.Criteria.Contains(column, row) ? (Toggle(model, Overlay.Goal), []) : (model, []);
    }

    private static LabModel Wheel(LabModel model, LabMessage.Wheeled wheel)
    {
        if (model.Overlay != Overlay.None) return OverlayKey(model, wheel.Lines > 0 ? "CursorDown" : "CursorUp").Item1;
        if (model.Places.Lesson.Contains(wheel.Column, wheel.Row)) return LessonUpdate.Scroll(model, wheel.Lines);
        return model.Places.Shell.Contains(wheel.Column, wheel.Row) ? ShellUpdate.Scroll(model, -wheel.Lines) : model;
    }
}
