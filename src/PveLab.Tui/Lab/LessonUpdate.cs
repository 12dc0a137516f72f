using System.Collections.Immutable;
using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Lab;

/// <summary>Keys and clicks in the lesson pane.</summary>
internal static class LessonUpdate
{
    private const int DividerStep = 4;

    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key)
    {
        if (model.Reading.Search is { Typing: true }) return (SearchUpdate.Type(model, key), []);
        var page = Math.Max(1, model.Places.Lesson.Height - 1);
        return key.Key switch
        {
            "CursorUp" or "k" => (To(model, model.LessonLine - 1), []),
            "CursorDown" or "j" => (To(model, model.LessonLine + 1), []),
            "PageUp" => (To(model, model.LessonLine - page), []),
            "PageDown" or " " => (To(model, model.LessonLine + page), []),
            "Home" or "g" => (To(model, 0), []),
            "End" or "G" => (To(model, model.Layout.Lines.Count - 1), []),
            "/" => (SearchUpdate.Begin(model), []),
            "n" or "N" when model.Reading.Search is not null => (SearchUpdate.Next(model, key.Key == "n" ? 1 : -1), []),
            "Esc" => (model with { Reading = model.Reading with { Search = null, Link = -1 } }, []),
            "Tab" or "n" => (Spot(model, forward: true), []),
            "p" => (Spot(model, forward: false), []),
            "o" => (OutlineUpdate.Open(model), []),
            "[" or "Alt+CursorLeft" or "Backspace" => HistoryUpdate.Back(model),
            "]" or "Alt+CursorRight" => HistoryUpdate.Forward(model),
            "CursorLeft" or "Ctrl+CursorLeft" or "<" => (Shifted(model, -DividerStep), []),
            "CursorRight" or "Ctrl+CursorRight" or ">" => (Shifted(model, DividerStep), []),
            "Enter" => Activate(model),
            _ => (model, []),
        };
    }

    /// <summary>
    /// A click on a link, a term, an option, a hint or a task is enough, and so is one on the sign before a command or a scenario. Elsewhere on their
    /// line the first click chooses and the second activates, so that nothing is run by accident.
    /// </summary>
    /// <param name="model">The model, with the lesson focused.</param>
    /// <param name="column">Column of the lesson's text.</param>
    /// <param name="row">Row of its pane.</param>
    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel model, int column, int row)
    {
        var index = model.LessonTop + row;
        if (index >= model.Layout.Lines.Count) return (model, []);
        var line = model.Layout.Lines[index];
        for (var i = 0; i < line.Links.Count; i++)
            if (column >= line.Links[i].Column && column < line.Links[i].Column + line.Links[i].Width) return Activate(To(model, index, i));
        var again = index == model.LessonLine && model.Reading.Link < 0;
        return again || IsHarmless(line.Action) || IsSign(line, column) ? Activate(To(model, index)) : (To(model, index), []);
    }

    /// <summary>The lesson from a line of its source on.</summary>
    public static LabModel At(LabModel model, int sourceLine)
    {
        var line = model.Layout.LineOf(sourceLine);
        return model with { LessonLine = line, LessonTop = line, Reading = model.Reading with { Link = -1 } };
    }

    public static LabModel Scroll(LabModel model, int lines)
    {
        var height = model.Places.Lesson.Height;
        var top = Math.Clamp(model.LessonTop + lines, 0, Math.Max(0, model.Layout.Lines.Count - height));
        var line = Math.Clamp(model.LessonLine, top, top + Math.Max(0, height - 1));
        return model with { LessonTop = top, LessonLine = line, Reading = line == model.LessonLine ? model.Reading : model.Reading with { Link = -1 } };
    }

    /// <summary>Scrolls as little as needed for the chosen line to be seen.</summary>
    public static LabModel Visible(LabModel model)
    {
        var height = Math.Max(1, model.Places.Lesson.Height - (model.Reading.Search is null ? 0 : 1));
        var line = Math.Clamp(model.LessonLine, 0, Math.Max(0, model.Layout.Lines.Count - 1));
        var top = Math.Clamp(model.LessonTop, Math.Max(0, line - height + 1), line);
        return model with { LessonLine = line, LessonTop = top };
    }

    /// <summary>Chooses a line, or a link on it.</summary>
    public static LabModel To(LabModel model, int line, int link = -1) => Visible(model with { LessonLine = line, Reading = model.Reading with { Link = link } });

    /// <summary>Chooses a line and shows it at the top, as a place one has jumped to.</summary>
    public static LabModel Jump(LabModel model, int line) => To(model with { LessonTop = line }, line);

    private static LabModel Shifted(LabModel model, int columns) => LabUpdate.Laid(model with { DividerShift = model.DividerShift + columns });

    private static LabModel Spot(LabModel model, bool forward)
    {
        var here = (model.LessonLine, model.Reading.Link);
        var spots = model.Layout.Spots;
        var next = forward
            ? spots.Where(s => (s.Line, s.Link).CompareTo(here) > 0).Take(1)
            : spots.Where(s => (s.Line, s.Link).CompareTo(here) < 0).TakeLast(1);
        return next.FirstOrDefault(new Spot(-1, -1)) is { Line: >= 0 } spot ? To(model, spot.Line, spot.Link) : model;
    }

    private static bool IsHarmless(LessonAction? action) => action is LessonAction.Answer or LessonAction.ToggleHint or LessonAction.ToggleTask;

    /// <summary>Whether a column holds the sign that stands before a command or a scenario.</summary>
    private static bool IsSign(LessonLine line, int column) =>
        line.Action is not null && column < line.Spans.Take(line.Decoration).Sum(s => s.Width) + (line.Action is LessonAction.OpenScenario ? 2 : 0);

    private static (LabModel, IReadOnlyList<LabEffect>) Activate(LabModel model)
    {
        if (model.Layout.Lines.Count == 0) return (model, []);
        var line = model.Layout.Lines[model.LessonLine];
        if (model.Reading.Link >= 0 && model.Reading.Link < line.Links.Count) return HistoryUpdate.Follow(model, line.Links[model.Reading.Link].Target);
        return line.Action switch
        {
            LessonAction.Send send => Send(model, send),
            LessonAction.Press press => (model, [new LabEffect.Press(press.Key)]),
            LessonAction.Answer answer => (
                Progressed(model, p => p with { Answers = p.Answers.SetItem(answer.Quiz, answer.Option) }),
                [new LabEffect.AnswerQuiz(answer.Quiz, answer.Option)]),
            LessonAction.ToggleHint hint => (Progressed(model, p => p with { Hints = Toggled(p.Hints, hint.Hint) }), []),
            LessonAction.ToggleTask task => (Progressed(model, p => p with { Ticked = Toggled(p.Ticked, task.Task) }), []),
            LessonAction.OpenScenario here when here.Scenario == model.Attempt.Scenario => (model with { Overlay = Overlay.Goal, OverlayTop = 0 }, []),
            LessonAction.OpenScenario other => (model, [new LabEffect.GoHome(other.Scenario)]),
            _ when line.Links.Count > 0 => HistoryUpdate.Follow(model, line.Links[0].Target),
            _ => (model, []),
        };
    }

    /// <summary>A command goes to the shell as if typed; one with a placeholder waits there to be completed by the learner.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) Send(LabModel model, LessonAction.Send send)
    {
        var typed = model with { Input = model.Input.Cleared().Insert(send.Command), ShellBack = 0 };
        if (model.Attempt.Running || model.Attempt.Prompt is null)
            return (model with { Notice = Texts.In(model.Language).ShellIsBusy }, []);
        return send.NeedsEditing ? (LabUpdate.Laid(typed with { Focus = Pane.Shell }), []) : ShellUpdate.Enter(typed);
    }

    private static LabModel Progressed(LabModel model, Func<LessonProgress, LessonProgress> change) =>
        LabUpdate.Laid(model with { Progress = change(model.Progress) });

    private static ImmutableSortedSet<string> Toggled(ImmutableSortedSet<string> set, string item) =>
        set.Remove(item) is var without && without.Count < set.Count ? without : set.Add(item);
}
