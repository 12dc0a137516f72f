namespace PveLab.Tui.Lab;

/// <summary>What an exam takes away from the keys: everything that would show or change the grade before it is handed in.</summary>
internal static class ExamUpdate
{
    /// <summary>What a key does in an exam; null when it does what it always does.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>)? Key(LabModel model, string key)
    {
        if (model.Attempt.Exam is not { } exam) return null;
        var texts = ExamTexts.In(model.Language);
        if (exam.IsOver)
        {
            if (model.Overlay != Overlay.None || key is "F3" or "F4" or "F8" or "F12" or "Ctrl+Q" or "F6" or "PageUp" or "PageDown") return null;
            return (model with { Notice = texts.Finished }, []);
        }
        return key switch
        {
            "F3" or "F7" or "Alt+s" or "Alt+r" => (model with { Notice = texts.Hidden, Overlay = Overlay.None }, []),
            "F12" => (model with { Notice = texts.NoHome }, []),
            "Enter" or "Ctrl+Q" when model.Overlay == Overlay.Quit => (model with { Overlay = Overlay.None }, [new LabEffect.HandIn(All: false)]),
            "l" when model.Overlay == Overlay.Quit => (model, [new LabEffect.Quit()]),
            "x" when model.Overlay == Overlay.Quit => (model with { Overlay = Overlay.EndExam, OverlayTop = 0 }, []),
            "Enter" when model.Overlay == Overlay.EndExam => (model with { Overlay = Overlay.None }, [new LabEffect.HandIn(All: true)]),
            "Esc" when model.Overlay == Overlay.EndExam => (model with { Overlay = Overlay.Quit, OverlayTop = 0 }, []),
            _ => null,
        };
    }
}
