namespace PveLab.Tui.Lab;

/// <summary>Keys and clicks in the list of exercises.</summary>
internal static class ExerciseUpdate
{
    /// <summary>Opens the list at a scenario, or else at the one that is played.</summary>
    public static LabModel Open(LabModel model, string? scenario = null) =>
        To(model with { Overlay = Overlay.Exercises, OverlayTop = 0 }, Math.Max(0, IndexOf(model, scenario ?? model.Attempt.Scenario)));

    /// <summary>The exercises were found: the list shows them, wherever it stood open.</summary>
    public static LabModel Found(LabModel model, IReadOnlyList<Exercise> exercises)
    {
        model = model with { Exercises = exercises };
        return model.Overlay == Overlay.Exercises ? Open(model) : model;
    }

    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, string key) => key switch
    {
        "CursorUp" or "k" => (To(model, model.Chosen - 1), []),
        "CursorDown" or "j" => (To(model, model.Chosen + 1), []),
        "PageUp" => (To(model, model.Chosen - Page(model)), []),
        "PageDown" or " " => (To(model, model.Chosen + Page(model)), []),
        "Home" or "g" => (To(model, 0), []),
        "End" or "G" => (To(model, model.Exercises.Count - 1), []),
        "Enter" => Enter(model),
        _ => (model with { Overlay = Overlay.None }, []),
    };

    private static (LabModel, IReadOnlyList<LabEffect>) Enter(LabModel model)
    {
        if (model.Exercises.Count == 0) return (model, []);
        var chosen = model.Exercises[model.Chosen].Id;
        return (model with { Overlay = Overlay.None }, [chosen == model.Attempt.Scenario ? new LabEffect.Restart() : new LabEffect.OpenExercise(chosen)]);
    }

    private static LabModel To(LabModel model, int chosen)
    {
        chosen = Math.Clamp(chosen, 0, Math.Max(0, model.Exercises.Count - 1));
        var top = Math.Clamp(model.OverlayTop, Math.Max(0, chosen - Page(model) + 1), chosen);
        return model with { Chosen = chosen, OverlayTop = top };
    }

    /// <summary>Rows of the list that are seen; the box has two more lines below it.</summary>
    private static int Page(LabModel model) => Math.Max(1, model.Height - 4 - 2);

    private static int IndexOf(LabModel model, string scenario) => model.Exercises.TakeWhile(e => e.Id != scenario).Count() is var i && i < model.Exercises.Count ? i : -1;
}
