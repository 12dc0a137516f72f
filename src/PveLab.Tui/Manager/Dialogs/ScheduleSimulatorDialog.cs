using PveLab.Sim.Time;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>When a schedule would run (pve-manager: window/ScheduleSimulator.js).</summary>
internal static class ScheduleSimulatorDialog
{
    /// <summary>The form, with the schedule of the row's job.</summary>
    public static FormModel Open(DialogContext context) => new()
    {
        Title = Pve("Job Schedule Simulator"),
        Submit = Pve("Done"),
        Width = 60,
        Fields =
        [
            DialogParts.Schedule(context.Row.Text("schedule") is { Length: > 0 } schedule ? schedule : "21:00") with { Required = true },
            new NumberField { Name = "iterations", Label = Pve("Iterations"), Required = true, Least = 1, Most = 100 }.With("10"),
            new ButtonField { Name = "simulate", Text = Pve("Simulate") },
            new TableField { Name = "runs", Columns = [Pve("Date") + " " + Pve("Time"), "UTC"], Wanted = 10, Empty = Pve("No simulation done") },
            new TextField { Name = "asked", Visible = false },
        ],
        Rules = new FormRules
        {
            Adapt = Asked,
            Reads = form => form["asked"].Value is { Length: > 0 } path ? [path] : [],
            Answer = (form, answers) => Shown(form, answers),
        },
    };

    /// <summary>The button has what is entered looked up; what is entered later waits for the next press.</summary>
    private static FormModel Asked(FormModel form)
    {
        var button = (ButtonField)form["simulate"];
        if (button.Pressed == 0) return form;
        form = form.With("simulate", _ => button with { Pressed = 0 });
        return form["schedule"].Check().IsEmpty && form["iterations"].Check().IsEmpty
            ? form.With("asked", $"/cluster/jobs/schedule-analyze?schedule={form.Text("schedule")}&iterations={form.Text("iterations")}") : form;
    }

    private static FormModel Shown(FormModel form, DialogContext answers)
    {
        var runs = answers.List(form["asked"].Value).ToList();
        form = form.With("schedule", f => f with { Error = runs.Count == 0 ? Pve("Invalid Value") : Words.None });
        return form.With("runs", f => ((TableField)f).Showing([.. runs.Select(r => new FormOption(r.Text("timestamp"), Local(answers, r.Text("timestamp")), r.Text("utc")))]));
    }

    private static string Local(DialogContext context, string seconds) => long.TryParse(seconds, out var at) ? (context.Zone ?? Zone.Utc).Stamp(at) : seconds;
}
