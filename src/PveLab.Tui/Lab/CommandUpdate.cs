namespace PveLab.Tui.Lab;

/// <summary>What is looked for in the list of commands.</summary>
/// <param name="Typed">Part of a command's name.</param>
/// <param name="Chosen">Which of those found is chosen.</param>
public sealed record CommandSearch(string Typed, int Chosen)
{
    private const int LongestName = 40;

    /// <summary>Nothing yet.</summary>
    public static CommandSearch None { get; } = new("", 0);

    /// <summary>The commands that are found, in their order of importance; the list itself is not one of them.</summary>
    public static IReadOnlyList<LabKey> Found(LabModel model) =>
        [.. LabKeys.In(model).Where(k => k.Key != LabKeys.Commands && (Holds(k.Long.En, model) || Holds(k.Long.Ja, model) || Holds(k.Short.En, model) || Holds(k.Short.Ja, model)))];

    /// <summary>The search with something more typed.</summary>
    public CommandSearch With(string text) => Typed.Length + text.Length <= LongestName ? new(Typed + text, 0) : this;

    private static bool Holds(string name, LabModel model) => name.Contains(model.Commands.Typed, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Keys and clicks in the list of commands.</summary>
internal static class CommandUpdate
{
    /// <summary>Rows above the first command: what is typed, and a line between.</summary>
    public const int Above = 2;

    public static LabModel Open(LabModel model) => model with { Overlay = Overlay.Commands, OverlayTop = 0, Commands = CommandSearch.None };

    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel model, LabMessage.KeyPressed key) => key.Key switch
    {
        "Esc" or LabKeys.Commands => (model with { Overlay = Overlay.None }, []),
        "CursorUp" => (To(model, model.Commands.Chosen - 1), []),
        "CursorDown" or "Tab" => (To(model, model.Commands.Chosen + 1), []),
        "Enter" => Run(model, model.Commands.Chosen),
        "Backspace" when model.Commands.Typed.Length > 0 => (model with { Commands = new(model.Commands.Typed[..^1], 0), OverlayTop = 0 }, []),
        _ when key.Text is { } text => (model with { Commands = model.Commands.With(text), OverlayTop = 0 }, []),
        _ => (model, []),
    };

    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel model, int line) => line >= Above ? Run(model, line - Above) : (model, []);

    private static LabModel To(LabModel model, int chosen)
    {
        chosen = Math.Clamp(chosen, 0, Math.Max(0, CommandSearch.Found(model).Count - 1));
        var page = Math.Max(1, model.Height - 4);
        var top = Math.Clamp(model.OverlayTop, Math.Max(0, chosen + Above - page + 1), chosen);
        return model with { OverlayTop = top, Commands = model.Commands with { Chosen = chosen } };
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Run(LabModel model, int index)
    {
        var found = CommandSearch.Found(model);
        return index < found.Count ? LabUpdate.Apply(model with { Overlay = Overlay.None }, new LabMessage.KeyPressed(found[index].Key)) : (model, []);
    }
}
