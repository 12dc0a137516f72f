using PveLab.Courseware.Assessment;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Manager;
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
        LabMessage.Pasted paste => model.HasModal ? ModalUpdate.Paste(model, paste) : Paste(model, paste.Text),
        LabMessage.Clicked click => Click(model with { Notice = null }, click.Column, click.Row),
        LabMessage.Wheeled wheel => (Wheel(model, wheel), []),
        LabMessage.Dragged drag => (Laid(model with { DividerShift = model.DividerShift + drag.Column - model.Places.Divider }), []),
        LabMessage.Resized size => (Laid(model with { Width = size.Width, Height = size.Height }), []),
        LabMessage.AttemptMoved moved => (Moved(model, moved.State), []),
        LabMessage.Completed completed => (model with { Input = completed.Input }, []),
        LabMessage.LessonOpened opened => (HistoryUpdate.Opened(model, opened.Lesson, opened.SourceLine), []),
        LabMessage.ChaptersFound found => (model with { Reading = model.Reading with { Chapters = found.Chapters } }, []),
        LabMessage.Set set => Set(model, set.Settings),
        LabMessage.ManagerRead read => (ManagerUpdate.Read(model, read.Reading), []),
        LabMessage.ApiAnswered answered => (ModalUpdate.Called(model, answered.Answer, answered.Refusal), []),
        LabMessage.ContentRead read => (model with { IsPreview = true, Complaints = read.Complaints }, []),
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
        return LessonUpdate.Visible(SearchUpdate.Again(model with { Layout = layout, LessonLine = line }));
    }

    private static LessonProgress WithCriteria(LabModel model) => model.Progress with
    {
        Ticked = model.Progress.Ticked.Union(model.Attempt.Criteria.Where(c => c.Standing == Standing.Met).Select(c => c.Id)),
    };

    private static LabModel Moved(LabModel model, AttemptState state)
    {
        var ticked = !model.Attempt.Criteria.SequenceEqual(state.Criteria);
        var rows = model.Attempt.Criteria.Count != state.Criteria.Count;
        var coach = model.Attempt.Coach?.Key != state.Coach?.Key || model.Attempt.Running != state.Running;
        var notice = state.Passed && !model.Attempt.Passed ? Texts.In(model.Language).PassedNotice : model.Notice;
        model = model with { Attempt = state, Notice = notice };
        return ticked || rows || coach ? Laid(model) : model;
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key)
    {
        if (ExamUpdate.Key(model, key.Key) is { } inExam) return inExam;
        if (model.Attempt.IsFree && key.Key is ("F2" or "F3" or "F7")) return (model with { Overlay = Overlay.None, Notice = Texts.In(model.Language).FreePlay }, []);
        if (model.Overlay != Overlay.None && key.Key is not ("F1" or "F2" or "F3" or "F4" or "F7" or "F12" or "Alt+s")) return OverlayKey(model, key);
        if (model.RightTab == RightTab.Manager && IsOfManager(model, key.Key)) return ManagerUpdate.Key(model, key);
        return key.Key switch
        {
            "F1" => (Toggle(model, Overlay.Help), []),
            "F2" => (Toggle(model, Overlay.Goal), []),
            "F3" => Grade(model),
            "F4" => Speak(model),
            "F5" => (model with { Paused = !model.Paused }, []),
            "F7" => (Toggle(model, Overlay.Hints), []),
            "F6" or "Shift+Tab" => (Laid(model with { Focus = model.Focus == Pane.Lesson ? Pane.Shell : Pane.Lesson }), []),
            "F8" => (Laid(model with { Zoomed = !model.Zoomed }), []),
            "F9" => (model with { Speed = NextSpeed(model.Speed) }, []),
            "F10" => (model, [new LabEffect.Skip()]),
            "Alt+1" => (Laid(model with { Focus = Pane.Shell, RightTab = RightTab.Shell }), []),
            "Alt+2" => (Laid(model with { Focus = Pane.Shell, RightTab = RightTab.Manager }), []),
            "Ctrl+Z" => (model, [new LabEffect.TakeBack()]),
            "F11" => (model with { Focus = Pane.Shell, RightTab = RightTab.Shell, ShellBack = 0 }, [new LabEffect.OpenNode()]),
            "F12" => (model with { Overlay = Overlay.None }, [new LabEffect.GoHome(null)]),
            "Alt+s" => (Toggle(model, Overlay.Machines), [new LabEffect.Look()]),
            LabKeys.Commands => (CommandUpdate.Open(model), []),
            "Alt+c" when model.CoachNote is { } note => CoachRead(model, note),
            "Esc" when model.CoachNote is { } note => (Laid(model with { ClosedNote = note.Key }), []),
            "Alt+r" => (model with { Overlay = Overlay.Anew, OverlayTop = 0 }, []),
            "Ctrl+Q" => (model with { Overlay = Overlay.Quit, OverlayTop = 0 }, []),
            _ when model.Focus == Pane.Lesson => ToShell(model, LessonUpdate.Key(model, key)),
            _ => model.RightTab == RightTab.Manager ? ManagerUpdate.Key(model, key) : ShellUpdate.Key(model, key),
        };
    }

    /// <summary>Whether a key is the manager's before it means anything else: all but the lab's own while something lies over it.</summary>
    private static bool IsOfManager(LabModel model, string key) => model.HasModal
        ? key is not (['F', _] or ['F', _, _] or "Ctrl+Q" or "Alt+1" or "Alt+2" or "Alt+s" or "Alt+r" or "Alt+c" or LabKeys.Commands)
        : key == "Shift+Tab" && model.Focus == Pane.Shell;

    /// <summary>What the lesson gives to the shell is seen there.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) ToShell(LabModel before, (LabModel Model, IReadOnlyList<LabEffect> Effects) after) =>
        ReferenceEquals(before.Input, after.Model.Input) && !after.Effects.Any(e => e is LabEffect.Submit)
            ? after : (after.Model with { RightTab = RightTab.Shell }, after.Effects);

    private static (LabModel, IReadOnlyList<LabEffect>) OverlayKey(LabModel model, LabMessage.KeyPressed pressed)
    {
        var key = pressed.Key;
        if (model.Overlay == Overlay.Outline) return OutlineUpdate.Key(model, key);
        if (model.Overlay == Overlay.Commands) return CommandUpdate.Key(model, pressed);
        var last = Math.Max(0, OverlayView.Length(model) - (model.Height - 4));
        LabModel To(int top) => model with { OverlayTop = Math.Clamp(top, 0, last) };
        return key switch
        {
            "Enter" when model.Overlay == Overlay.Quit => (model, [new LabEffect.Quit()]),
            "Ctrl+Q" when model.Overlay == Overlay.Quit => (model, [new LabEffect.Quit()]),
            "Enter" when model.Overlay == Overlay.Anew => (model with { Overlay = Overlay.None }, [new LabEffect.Restart()]),
            "Enter" when model.Overlay == Overlay.Hints && model.Attempt.NextHintCost is not null => (model, [new LabEffect.BuyHint()]),
            "Enter" when model.Overlay == Overlay.Term => OutlineUpdate.ReadOn(model),
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

    /// <summary>The lesson where the coach points to, or the note closed when it points nowhere.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) CoachRead(LabModel model, CoachNote note)
    {
        var closed = Laid(model with { ClosedNote = note.Key });
        return note.Place is { } place ? (HistoryUpdate.Left(closed with { Focus = Pane.Lesson }, closed.LessonLine), [new LabEffect.ReadAt(place)]) : (closed, []);
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
        model = model with { Speed = settings.Speed, Language = settings.Language, WantsCoach = settings.Coach };
        return (model, spoken ? [] : [new LabEffect.Speak(settings.Language)]);
    }

    private static int NextSpeed(int speed) => Speeds[(Speeds.TakeWhile(s => s != speed).Count() + 1) % Speeds.Count];

    /// <summary>Pasted lines are typed one after the other; the last one, unfinished, waits to be edited. Too much of it is refused whole.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) Paste(LabModel model, string text)
    {
        if (model.Overlay != Overlay.None || model.Attempt.Exam is { IsOver: true }) return (model, []);
        if (model is { Focus: Pane.Lesson, Reading.Search.Typing: true }) return (SearchUpdate.Paste(model, text), []);
        model = model with { Focus = Pane.Shell, RightTab = RightTab.Shell, ShellBack = 0 };
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
            return Key(model, new LabMessage.KeyPressed(key));
        if (model.Overlay != Overlay.None) return ClickOverlay(model, column, row);
        if (model.HasModal) return ModalUpdate.Click(model, new LabMessage.Clicked(column, row));
        var places = model.Places;
        if (places.Lesson.Contains(column, row))
            return ToShell(model, LessonUpdate.Click(model with { Focus = Pane.Lesson }, column - places.Lesson.Left - LessonView.Margin, row - places.Lesson.Top));
        if (LabView.TabAt(model, column, row) is { } tab) return (Laid(model with { Focus = Pane.Shell, RightTab = tab }), []);
        if (places.Shell.Contains(column, row))
        {
            model = model with { Focus = Pane.Shell };
            return model.RightTab == RightTab.Manager ? ManagerUpdate.Click(model, column, row) : (model, []);
        }
        if (places.Coach.Contains(column, row) && model.CoachNote is { } said) return CoachRead(model, said);
        if (places.Criteria.Contains(column, row)) return (Toggle(model, Overlay.Goal), []);
        // The row above them counts the points.
        var isPoints = row == places.Criteria.Top - 1 && model.Attempt is { Exam: null, Criteria.Count: > 0 };
        return isPoints ? Grade(model) : (model, []);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Grade(LabModel model) => (Toggle(model, Overlay.Grade), [new LabEffect.Look()]);

    /// <summary>A click on a line of a list chooses it; anywhere else it closes what lies over the panes.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) ClickOverlay(LabModel model, int column, int row)
    {
        var line = OverlayView.LineAt(model, column, row);
        return (model.Overlay, line) switch
        {
            (Overlay.Outline, { } at) => OutlineUpdate.Click(model, at),
            (Overlay.Commands, { } at) => CommandUpdate.Click(model, at),
            (Overlay.Term, not null) => OutlineUpdate.ReadOn(model),
            _ => (model with { Overlay = Overlay.None }, []),
        };
    }

    private static LabModel Wheel(LabModel model, LabMessage.Wheeled wheel)
    {
        if (model.Overlay != Overlay.None) return OverlayKey(model, new LabMessage.KeyPressed(wheel.Lines > 0 ? "CursorDown" : "CursorUp")).Item1;
        if (model.HasModal) return ModalUpdate.Wheel(model, wheel);
        if (model.Places.Lesson.Contains(wheel.Column, wheel.Row)) return LessonUpdate.Scroll(model, wheel.Lines);
        if (!model.Places.Shell.Contains(wheel.Column, wheel.Row)) return model;
        return model.RightTab == RightTab.Manager ? ManagerUpdate.Wheel(model, wheel) : ShellUpdate.Scroll(model, -wheel.Lines);
    }
}
