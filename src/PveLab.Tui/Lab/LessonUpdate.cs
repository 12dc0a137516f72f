using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Lab;

/// <summary>Keys and clicks in the lesson pane.</summary>
internal static class LessonUpdate
{
    private const int DividerStep = 4;

    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key)
    {
        var page = Math.Max(1, model.Places.Lesson.Height - 1);
        var last = model.Layout.Lines.Count - 1;
        return key.Key switch
        {
            "CursorUp" or "k" => (To(model, model.LessonLine - 1), []),
            "CursorDown" or "j" => (To(model, model.LessonLine + 1), []),
            "PageUp" => (To(model, model.LessonLine - page), []),
            "PageDown" or " " => (To(model, model.LessonLine + page), []),
            "Home" or "g" => (To(model, 0), []),
            "End" or "G" => (To(model, last), []),
            "n" or "Tab" => (To(model, NextAction(model)), []),
            "CursorLeft" => (LabUpdate.Laid(model with { DividerShift = model.DividerShift - DividerStep }), []),
            "CursorRight" => (LabUpdate.Laid(model with { DividerShift = model.DividerShift + DividerStep }), []),
            "Enter" => Activate(model),
            _ => (model, []),
        };
    }

    /// <summary>The first click chooses a line, a click on the chosen line activates it.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel model, int row)
    {
        var line = model.LessonTop + row;
        return line == model.LessonLine ? Activate(model) : (To(model, line), []);
    }

    /// <summary>The lesson from a line of its source on.</summary>
    public static LabModel At(LabModel model, int sourceLine)
    {
        var line = model.Layout.LineOf(sourceLine);
        return model with { LessonLine = line, LessonTop = line };
    }

    public static LabModel Scroll(LabModel model, int lines)
    {
        var height = model.Places.Lesson.Height;
        var top = Math.Clamp(model.LessonTop + lines, 0, Math.Max(0, model.Layout.Lines.Count - height));
        return model with { LessonTop = top, LessonLine = Math.Clamp(model.LessonLine, top, top + Math.Max(0, height - 1)) };
    }

    /// <summary>Scrolls as little as needed for the chosen line to be seen.</summary>
    public static LabModel Visible(LabModel model)
    {
        var height = Math.Max(1, model.Places.Lesson.Height);
        var line = Math.Clamp(model.LessonLine, 0, Math.Max(0, model.Layout.Lines.Count - 1));
        var top = Math.Clamp(model.LessonTop, Math.Max(0, line - height + 1), line);
        return model with { LessonLine = line, LessonTop = top };
    }

    private static LabModel To(LabModel model, int line) => Visible(model with { LessonLine = line });

    private static int NextAction(LabModel model)
    {
        var lines = model.Layout.Lines;
        for (var i = model.LessonLine + 1; i < lines.Count; i++)
            if (lines[i].Action is not null) return i;
        return model.LessonLine;
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Activate(LabModel model)
    {
        if (model.Layout.Lines.Count == 0) return (model, []);
        return model.Layout.Lines[model.LessonLine].Action switch
        {
            LessonAction.Send send => Send(model, send),
            LessonAction.Answer answer => (
                Progressed(model, p => p with { Answers = p.Answers.SetItem(answer.Quiz, answer.Option) }),
                [new LabEffect.AnswerQuiz(answer.Quiz, answer.Option)]),
            LessonAction.ToggleHint hint => (Progressed(model, p => p with { Hints = Toggled(p.Hints, hint.Hint) }), []),
            LessonAction.ToggleTask task => (Progressed(model, p => p with { Ticked = Toggled(p.Ticked, task.Task) }), []),
            LessonAction.OpenScenario here when here.Scenario == model.Attempt.Scenario => (model with { Overlay = Overlay.Goal, OverlayTop = 0 }, []),
            LessonAction.OpenScenario other => (model, [new LabEffect.GoHome(other.Scenario)]),
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

    private static System.Collections.Immutable.ImmutableSortedSet<string> Toggled(System.Collections.Immutable.ImmutableSortedSet<string> set, string item) =>
        set.Remove(item) is var without && without.Count < set.Count ? without : set.Add(item);
}
