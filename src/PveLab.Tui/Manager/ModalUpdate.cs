using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Tasks;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Dialogs;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>Keys, clicks and answers for what lies over the manager.</summary>
internal static class ModalUpdate
{
    private const string NoContent = "no content";

    /// <summary>The viewer of a task, following the end of its log.</summary>
    public static ManagerModal Viewer(string upid) => new ManagerModal.Task(Upid.Decode(upid), []);

    /// <summary>A key.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel lab, LabMessage.KeyPressed key) => lab.Manager.Modal switch
    {
        ManagerModal.Form form => Form(lab, form, key),
        ManagerModal.Ask ask => AskKey(lab, ask, key.Key),
        ManagerModal.Menu menu => MenuKey(lab, menu, key),
        ManagerModal.Task task => TaskKey(lab, task, key.Key),
        ManagerModal.Show show => ShowKey(lab, show, key.Key),
        _ => key.Key is "Esc" or "Enter" ? (Over(lab, null), []) : (lab, []),
    };

    /// <summary>Pasted text goes into a form.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Paste(LabModel lab, LabMessage.Pasted paste) =>
        lab.Manager.Modal is ManagerModal.Form form ? Form(lab, form, paste) : (lab, []);

    /// <summary>A click anywhere on the screen.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel lab, LabMessage.Clicked click)
    {
        if (lab.Manager.Modal is ManagerModal.Form form) return Form(lab, form, click);
        var layout = ModalLayout.Of(lab);
        if (layout.Part(click.Column, click.Row) is { } key) return Key(lab, new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
        return layout.Box.Contains(click.Column, click.Row) ? (lab, []) : (Over(lab, null), []);
    }

    /// <summary>The wheel anywhere on the screen.</summary>
    public static LabModel Wheel(LabModel lab, LabMessage.Wheeled wheel) => lab.Manager.Modal switch
    {
        ManagerModal.Form form => Form(lab, form, wheel).Item1,
        ManagerModal.Task task => Over(lab, Scrolled(lab, task, wheel.Lines)),
        ManagerModal.Show show => Over(lab, show with { Top = Bounded(lab, show.Top + wheel.Lines) }),
        ManagerModal.Menu menu => Over(lab, Chosen(menu, Math.Sign(wheel.Lines))),
        _ => lab,
    };

    /// <summary>What answers that arrived make of it.</summary>
    public static LabModel Read(LabModel lab) => lab.Manager.Modal switch
    {
        ManagerModal.Task task => Over(lab, Grown(lab.Manager, task)),
        ManagerModal.Opening opening => Opened(lab, opening),
        ManagerModal.Form { Reads: { Count: > 0 } reads } form when reads.All(lab.Manager.Answers.ContainsKey) =>
            Over(lab, form with { Reads = [], Model = FormUpdate.Answered(form.Model, Answered(lab, form.Context, reads), Screen(lab)) }),
        _ => lab,
    };

    /// <summary>A call was made, or refused.</summary>
    public static LabModel Called(LabModel lab, JsonNode? answer, PveException? error)
    {
        if (error is not null)
            return lab.Manager.Modal is ManagerModal.Form form
                ? Over(lab, form with { Model = FormUpdate.Refused(form.Model, error) })
                : Over(lab, new ManagerModal.Refusal(error.Message.TrimEnd('\n')));
        if (lab.Manager.Modal is not ManagerModal.Form) return lab;
        var started = answer is JsonValue value && value.TryGetValue<string>(out var upid) && Upid.IsValid(upid) ? upid : null;
        return Over(lab, started is null ? null : Viewer(started));
    }

    /// <summary>Lines of a text that a path answered: one text, or a log.</summary>
    public static IReadOnlyList<string> Lines(ApiAnswer? answer) => answer switch
    {
        null => [],
        { Error: { } error } => [.. error.Split('\n').Select(Cells.Clean)],
        { Value: JsonArray log } => [.. log.OfType<JsonObject>().Select(row => Cells.Clean(row["t"]?.ToString() ?? ""))],
        _ => [.. (answer.Value?.ToString() ?? "").TrimEnd('\n').Split('\n').Select(Cells.Clean)],
    };

    private static LabModel Over(LabModel lab, ManagerModal? modal) => ManagerUpdate.With(lab, lab.Manager with { Modal = modal });

    private static FormScreen Screen(LabModel lab) => new(lab.Width, lab.Height, lab.Language, lab.Attempt.Node);

    private static (LabModel, IReadOnlyList<LabEffect>) Form(LabModel lab, ManagerModal.Form form, LabMessage message)
    {
        var (model, wanted) = FormUpdate.Apply(form.Model, message, Screen(lab));
        form = form with { Model = model };
        return wanted switch
        {
            FormEvent.Write write => (Over(lab, form), [new LabEffect.CallApi([write.Call])]),
            FormEvent.Read read => (Over(lab, form with { Reads = read.Paths }), []),
            FormEvent.ToShell shell => (Over(lab, form) with
            {
                RightTab = RightTab.Shell,
                Focus = Pane.Shell,
                ShellBack = 0,
                Input = lab.Input.Cleared().Insert(shell.Line),
            }, []),
            FormEvent.Close => (Over(lab, null), []),
            _ => (Over(lab, form), []),
        };
    }

    /// <summary>A dialog that needs to know nothing opens at once.</summary>
    public static LabModel Begun(LabModel lab) =>
        lab.Manager.Modal is ManagerModal.Opening opening && DialogCatalogue.Needs(opening.Id, opening.Context).Count == 0 ? Opened(lab, opening) : lab;

    /// <summary>Opens the dialog as soon as everything it needs is there.</summary>
    private static LabModel Opened(LabModel lab, ManagerModal.Opening opening)
    {
        var needs = DialogCatalogue.Needs(opening.Id, opening.Context);
        if (!needs.All(lab.Manager.Answers.ContainsKey)) return lab;
        if (needs.Select(path => lab.Manager.Answers[path]).FirstOrDefault(a => a.IsLost) is { Error: { } lost }) return Over(lab, new ManagerModal.Refusal(lost));
        var context = Answered(lab, opening.Context, needs);
        var more = DialogCatalogue.Needs(opening.Id, context);
        if (more.Any(path => !context.Answers.ContainsKey(path))) return Over(lab, opening with { Context = context });
        var (form, wanted) = FormUpdate.Opened(DialogCatalogue.Open(opening.Id, context), Screen(lab));
        return Over(lab, new ManagerModal.Form(opening.Id, context, form, wanted is FormEvent.Read read ? read.Paths : []));
    }

    private static DialogContext Answered(LabModel lab, DialogContext context, IReadOnlyList<string> paths) => context with
    {
        Answers = context.Answers.SetItems(paths.Where(lab.Manager.Answers.ContainsKey).Select(path => KeyValuePair.Create(path, lab.Manager.Answers[path].Value))),
    };

    private static (LabModel, IReadOnlyList<LabEffect>) AskKey(LabModel lab, ManagerModal.Ask ask, string key) => key switch
    {
        "CursorLeft" or "CursorRight" or "Tab" or "Shift+Tab" => (Over(lab, ask with { Yes = !ask.Yes }), []),
        "y" => (Over(lab, null), [new LabEffect.CallApi(ask.Writes)]),
        "Enter" when ask.Yes => (Over(lab, null), [new LabEffect.CallApi(ask.Writes)]),
        "Enter" or "n" or "Esc" => (Over(lab, null), []),
        _ => (lab, []),
    };

    private static (LabModel, IReadOnlyList<LabEffect>) MenuKey(LabModel lab, ManagerModal.Menu menu, LabMessage.KeyPressed key)
    {
        switch (key.Key)
        {
            case "CursorUp" or "Shift+Tab": return (Over(lab, Chosen(menu, -1)), []);
            case "CursorDown" or "Tab": return (Over(lab, Chosen(menu, 1)), []);
            case "Esc": return (Over(lab, null), []);
            case "Enter": return ManagerUpdate.Press(Over(lab, null), menu.Items[menu.Chosen]);
            default:
                return menu.Items.FirstOrDefault(i => i.Key == key.Text) is { } item ? ManagerUpdate.Press(Over(lab, null), item) : (lab, []);
        }
    }

    private static ManagerModal.Menu Chosen(ManagerModal.Menu menu, int step) => menu with { Chosen = Math.Clamp(menu.Chosen + step, 0, menu.Items.Count - 1) };

    private static (LabModel, IReadOnlyList<LabEffect>) ShowKey(LabModel lab, ManagerModal.Show show, string key)
    {
        if (key is "Esc" or "Enter" or "q") return (Over(lab, null), []);
        return (Over(lab, show with { Top = Bounded(lab, Moved(lab, key, show.Top)) }), []);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) TaskKey(LabModel lab, ManagerModal.Task task, string key)
    {
        switch (key)
        {
            case "Esc" or "Enter" or "q": return (Over(lab, null), []);
            case "Tab" or "Shift+Tab" or "CursorLeft" or "CursorRight": return (Over(lab, task with { IsStatus = !task.IsStatus }), []);
            case "o": return (Over(lab, task with { IsStatus = false }), []);
            case "i": return (Over(lab, task with { IsStatus = true }), []);
            case "s": return task.Status == "running" ? (lab, [new LabEffect.CallApi([ApiWrite.Of("delete", task.Path)])]) : (lab, []);
            case "End": return (Over(lab, task with { Top = null }), []);
            default: return (Over(lab, Scrolled(lab, task, Moved(lab, key, ModalLayout.Of(lab).First) - ModalLayout.Of(lab).First)), []);
        }
    }

    /// <summary>Scrolled by lines; at the end it follows what is written.</summary>
    private static ManagerModal.Task Scrolled(LabModel lab, ManagerModal.Task task, int lines)
    {
        if (lines == 0) return task;
        var layout = ModalLayout.Of(lab);
        var top = Math.Max(0, layout.First + lines);
        return task with { Top = top >= layout.Last ? null : top };
    }

    private static int Moved(LabModel lab, string key, int top)
    {
        var page = Math.Max(1, ModalLayout.Of(lab).Text.Height - 1);
        return key switch
        {
            "CursorUp" => top - 1,
            "CursorDown" => top + 1,
            "PageUp" => top - page,
            "PageDown" or " " => top + page,
            "Home" => 0,
            "End" => int.MaxValue,
            _ => top,
        };
    }

    private static int Bounded(LabModel lab, int top) => Math.Clamp(top, 0, ModalLayout.Of(lab).Last);

    /// <summary>The log goes on where it ended; the API numbers its lines.</summary>
    private static ManagerModal.Task Grown(ManagerModel model, ManagerModal.Task task)
    {
        if (model.Answers.GetValueOrDefault(task.Path + "/status")?.Value is JsonObject status) task = task with { Status = Cells.Text(status, "status") };
        if (model.Answers.GetValueOrDefault(ManagerReads.LogPath(task))?.Value is not JsonArray log) return task;
        if (log is not [JsonObject first, ..] || Cells.Number(first, "n") != task.Lines.Count + 1) return task;
        var fresh = log.OfType<JsonObject>().Select(row => Cells.Text(row, "t")).ToList();
        return fresh is [NoContent] && task.Lines.Count == 0 ? task : task with { Lines = task.Lines.AddRange(fresh) };
    }
}
