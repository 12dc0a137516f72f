using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>systemctl list-units, list-unit-files and list-timers.</summary>
internal static class UnitListing
{
    public static IEnumerable<Step> Show(Invocation invocation, string command, List<string> patterns, Options options)
    {
        var kinds = options["t"]?.Split(',');
        var units = invocation.Node.Services.All
            .Where(s => kinds is null || kinds.Contains(s.Unit.Kind))
            .Where(s => patterns.Count == 0 || patterns.Exists(p => p == s.Unit.Name || Language.Pattern.Matches(p, s.Unit.Id)))
            .ToList();
        return [new Step.Out(command switch
        {
            "list-unit-files" => Files(units, options),
            "list-timers" => Timers(invocation, units),
            _ => Units(units, options),
        })];
    }

    private static string Units(List<Service> units, Options options)
    {
        var wanted = (options.Has("failed") ? "failed" : options["state"])?.Split(',');
        bool Shown(Service s) => wanted is not null ? wanted.Contains(Active(s)) || wanted.Contains(s.Sub) : options.Has("a") || s.Status != ServiceStatus.Inactive;
        var rows = units.Where(Shown).Select(s => new[] { s.Unit.Id, s.Masked ? "masked" : "loaded", Active(s), s.Sub, s.Unit.Description }).ToList();
        var legend = !options.Has("no-legend");
        if (rows.Count == 0) return legend ? "  UNIT LOAD ACTIVE SUB DESCRIPTION\n\n0 loaded units listed.\n" : "";
        if (legend) rows.Insert(0, ["UNIT", "LOAD", "ACTIVE", "SUB", "DESCRIPTION"]);
        var widths = Enumerable.Range(0, 5).Select(i => rows.Max(r => r[i].Length)).ToArray();
        var text = string.Concat(rows.Select(r => (r[2] == "failed" ? "● " : "  ")
            + string.Join(' ', r.Select((cell, i) => i == 4 ? cell : cell.PadRight(widths[i]))) + "\n"));
        if (!legend) return text;
        return text + "\nLegend: LOAD   → Reflects whether the unit definition was properly loaded.\n"
            + "        ACTIVE → The high-level unit activation state, i.e. generalization of SUB.\n"
            + "        SUB    → The low-level unit activation state, values depend on unit type.\n\n"
            + $"{Sizes.Text(rows.Count - 1)} loaded units listed.{(options.Has("a") || wanted is not null ? "" : " Pass --all to see loaded but inactive units, too.")}\n"
            + (wanted is not null ? "" : "To show all installed unit files use 'systemctl list-unit-files'.\n");
    }

    private static string Active(Service service) => service.Status.ToString().ToLowerInvariant();

    private static string Files(List<Service> units, Options options)
    {
        var shown = units.Where(s => options["state"] is not { } state || state.Split(',').Contains(s.EnabledState)).ToList();
        var width = shown.Select(s => s.Unit.Id.Length).Append(9).Max();
        return $"{"UNIT FILE".PadRight(width)} STATE    PRESET\n"
            + string.Concat(shown.Select(s => $"{s.Unit.Id.PadRight(width)} {s.EnabledState,-8} {(s.Unit.Enabled is null ? "-" : "enabled")}\n"))
            + $"\n{Sizes.Text(shown.Count)} unit files listed.\n";
    }

    private static string Timers(Invocation invocation, List<Service> units)
    {
        var (now, zone) = (invocation.Node.Clock.Now, invocation.Node.Datacenter.Zone);
        var rows = new List<(long Next, string[] Cells)>();
        foreach (var timer in units.Where(u => u.IsActive && u.Unit.Calendar is not null))
        {
            if (CalendarEvent.Parse(timer.Unit.Calendar!).Next(now.UnixSeconds, zone) is not { } next) continue;
            var last = Previous(timer.Unit.Calendar!, now, invocation.Node.BootedAt, zone);
            rows.Add((next, [
                Shown(next, zone), UnitStatus.Span(TimeSpan.FromSeconds(next - now.UnixSeconds)),
                last is { } l ? Shown(l, zone) : "-", last is { } past ? UnitStatus.Ago(TimeSpan.FromSeconds(now.UnixSeconds - past)) : "-", timer.Unit.Id, timer.Unit.Name + ".service",
            ]));
        }
        rows.Sort((a, b) => a.Next.CompareTo(b.Next));
        var cells = rows.Select(r => r.Cells).Prepend(["NEXT", "LEFT", "LAST", "PASSED", "UNIT", "ACTIVATES"]).ToList();
        var widths = Enumerable.Range(0, 6).Select(i => cells.Max(r => r[i].Length)).ToArray();
        return string.Concat(cells.Select(r => string.Join(' ', r.Select((cell, i) => i == 5 ? cell : i == 1 && cell != "LEFT" ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])))
            + "\n"))
            + $"\n{Sizes.Text(rows.Count)} timers listed.\nPass --all to see loaded but inactive timers, too.\n";
    }

    /// <summary>The last time before now, since the node booted.</summary>
    private static long? Previous(string calendar, Instant now, Instant booted, Zone zone)
    {
        long? last = null;
        var at = booted.UnixSeconds;
        for (var i = 0; i < 400 && CalendarEvent.Parse(calendar).Next(at, zone) is { } next && next <= now.UnixSeconds; i++) last = at = next;
        return last;
    }

    private static string Shown(long seconds, Zone zone) => Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", Instant.FromUnixSeconds(seconds), zone);
}
