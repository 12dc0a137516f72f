using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Machines;

/// <summary>Draws status machines as lists of their statuses: where each is, where it was, and where it can go.</summary>
internal static class MachineView
{
    /// <summary>The rows of all machines, one below the other.</summary>
    public static List<Row> Draw(IReadOnlyList<MachineState> machines, Texts texts, int width)
    {
        if (machines.Count == 0) return [new Row(width).Add(texts.NothingMoved, Ink.Dim)];
        var rows = new List<Row>();
        foreach (var machine in machines)
        {
            if (rows.Count > 0) rows.Add(new Row(width));
            rows.Add(new Row(width).Add(machine.Name, Ink.TitleFocused).Add("  ").Add($"{machine.Table.Kind}Lifecycle · {machine.Since}", Ink.Dim));
            var names = machine.Table.Statuses.Max(LabView.Columns);
            rows.AddRange(machine.Table.Statuses.Select(status => Status(machine, status, names, width)));
        }
        return rows;
    }

    private static Row Status(MachineState machine, string status, int names, int width)
    {
        var here = status == machine.Status;
        var was = machine.Visited.Contains(status);
        var (mark, ink) = here ? ("▶ ", Ink.TitleFocused) : was ? ("✔ ", Ink.Met) : ("○ ", Ink.Open);
        var ways = machine.Table.Ways.Where(w => w.From == status && w.To != status).Select(w => $"{w.Trigger} → {w.To}");
        var row = new Row(width).Add("  " + mark, ink).Add(status, here ? Ink.TitleFocused : was ? Ink.Text : Ink.Dim).Fill(column: 4 + names + 2);
        return row.Add(LabView.Shortened(string.Join("   ", ways), width - row.Used), here ? Ink.Text : Ink.Dim);
    }
}
