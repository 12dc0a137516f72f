namespace PveLab.Tui.Lab;

/// <summary>Keys in the shell pane.</summary>
internal static class ShellUpdate
{
    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key)
    {
        if (model.Attempt.WantsKeys) return (model, [new LabEffect.Press(key.Text ?? key.Key)]);
        var page = Math.Max(1, model.Places.Shell.Height - 1);
        if (key.Key is "PageUp" or "Shift+PageUp") return (Scroll(model, page), []);
        if (key.Key is "PageDown" or "Shift+PageDown") return (Scroll(model, -page), []);
        model = model with { ShellBack = 0 };
        return key.Key switch
        {
            "Enter" => Enter(model),
            "Tab" => (model, [new LabEffect.Complete(model.Input)]),
            "Ctrl+C" => (model with { Input = model.Input.Cleared() }, [new LabEffect.Press(key.Key)]),
            "Ctrl+D" when model.Input.Text.Length == 0 => (model, [new LabEffect.Press(key.Key)]),
            "Ctrl+O" => (model, [new LabEffect.Press(key.Key)]),
            _ => (model with { Input = model.Input.Press(key.Key, key.Text, model.Attempt.History) }, []),
        };
    }

    /// <summary>Submits the line being typed; while a program runs it waits for its turn, as in any terminal.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Enter(LabModel model)
    {
        var line = model.Input.Text;
        return (model with { Input = model.Input.Cleared() }, [new LabEffect.Submit(line)]);
    }

    public static LabModel Scroll(LabModel model, int lines)
    {
        var area = model.Places.Shell;
        if (area.Width <= 0) return model;
        var most = Math.Max(0, model.Output.Height(area.Width) - area.Height);
        return model with { ShellBack = Math.Clamp(model.ShellBack + lines, 0, most) };
    }
}
