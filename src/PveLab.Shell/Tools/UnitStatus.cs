using System.Globalization;
using System.Text;
using PveLab.Sim.Services;

namespace PveLab.Shell.Tools;

/// <summary>What systemctl status, cat and show tell about one unit.</summary>
internal static class UnitStatus
{
    /// <summary>systemctl status UNIT.</summary>
    public static IEnumerable<Step> Of(Invocation invocation, Service? service, string id, Options options)
    {
        if (service is null)
        {
            yield return invocation.Fail(4, $"Unit {id} could not be found.");
            yield break;
        }
        var (node, unit) = (invocation.Node, service.Unit);
        if (!service.IsActive) invocation.ExitCode = 3;
        var bullet = service.Status switch { ServiceStatus.Active => "●", ServiceStatus.Failed => "×", _ => "○" };
        var loaded = service.Masked ? $"masked (Reason: Unit {unit.Id} is masked.)"
            : $"loaded ({unit.Path}; {service.EnabledState}{(unit.Enabled is null ? "" : "; preset: enabled")})";
        var text = new StringBuilder($"{bullet} {unit.Id} - {unit.Description}\n     Loaded: {loaded}\n     Active: {Activity(service)}\n");
        if (unit.Calendar is { } calendar && service.IsActive) text.Append(CultureInfo.InvariantCulture, $"    Trigger: {NextOf(service, calendar)}\n   Triggers: ● {unit.Name}.service\n");
        if (service.Pid > 0)
            text.Append(CultureInfo.InvariantCulture,
                $"   Main PID: {Sizes.Text(service.Pid)} ({Short(unit.Command)})\n      Tasks: {(unit.Name is "pvedaemon" or "pveproxy" ? 4 : 1)} (limit: 18938)\n"
                + $"     CGroup: /system.slice/{unit.Id}\n             └─{Sizes.Text(service.Pid)} {unit.Command}\n");
        else if (service.LastPid > 0 && service.DiedOf is { } signal)
            text.Append(CultureInfo.InvariantCulture, $"   Main PID: {Sizes.Text(service.LastPid)} (code={(signal == 11 ? "dumped" : "killed")}, signal={Service.SignalName(signal)})\n");
        else if (service.LastPid > 0) text.Append(CultureInfo.InvariantCulture, $"   Main PID: {Sizes.Text(service.LastPid)} (code=exited, status=0/SUCCESS)\n");
        var count = options["n"] is { } n ? Sizes.Parse(n) ?? 10 : 10;
        var lines = node.Journal.Entries.Where(e => e.Unit == unit.Id).TakeLast((int)Math.Min(count, NodeJournal.Kept)).ToList();
        if (lines.Count > 0) text.Append('\n').AppendJoin("", lines.Select(e => Journalctl.Line(e, node, "short")));
        yield return new Step.Out(text.ToString());
    }

    /// <summary>systemctl status without a unit.</summary>
    public static Step System(Invocation invocation)
    {
        var node = invocation.Node;
        var failed = node.Services.All.Count(s => s.Status == ServiceStatus.Failed);
        return new Step.Out($"● {node.Name}\n    State: {(failed > 0 ? "degraded" : "running")}\n"
            + $"    Units: {Sizes.Text(node.Services.All.Count(s => s.IsActive))} loaded (incl. loaded aliases)\n"
            + $"     Jobs: 0 queued\n   Failed: {Sizes.Text(failed)} units\n"
            + $"    Since: {Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", node.BootedAt, node.Datacenter.Zone)}; {Ago(node.Clock.Now - node.BootedAt)}\n"
            + "  systemd: 257.9-1~deb13u1\n");
    }

    /// <summary>The unit's file as systemctl cat prints it.</summary>
    public static string FileOf(ServiceUnit unit)
    {
        var text = new StringBuilder($"# {unit.Path}\n[Unit]\nDescription={unit.Description}\n");
        foreach (var wanted in unit.Wants.Split(' ', StringSplitOptions.RemoveEmptyEntries)) text.Append(CultureInfo.InvariantCulture, $"Wants={wanted}\nAfter={wanted}\n");
        if (unit.NeedsCluster) text.Append("ConditionPathExists=/etc/corosync/corosync.conf\n");
        if (unit.Calendar is { } calendar) text.Append(CultureInfo.InvariantCulture, $"\n[Timer]\nOnCalendar={calendar}\nPersistent=true\n");
        if (unit.Kind == "service")
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[Service]\nExecStart={(unit.ExecStart.Length > 0 ? unit.ExecStart : unit.Command)}\n");
            if (unit.IsPveDaemon)
                text.Append(CultureInfo.InvariantCulture, $"ExecStop={unit.ExecStart.Replace(" start", " stop", StringComparison.Ordinal)}\n"
                    + $"ExecReload={unit.ExecStart.Replace(" start", " restart", StringComparison.Ordinal)}\n"
                    + $"PIDFile=/run/{unit.Name}.pid\nType=forking\n");
            if (unit.Restarts) text.Append("Restart=on-failure\n");
        }
        if (unit.Enabled is not null) text.Append(CultureInfo.InvariantCulture, $"\n[Install]\nWantedBy={(unit.Kind == "timer" ? "timers.target" : "multi-user.target")}\n");
        return text.ToString();
    }

    /// <summary>systemctl show: the properties asked for, or the most telling ones.</summary>
    public static string Properties(Service? service, string id, Options options)
    {
        (string Name, string Value)[] all =
        [
            ("Type", service?.Unit.IsPveDaemon == true ? "forking" : "simple"), ("Restart", service?.Unit.Restarts == true ? "on-failure" : "no"),
            ("MainPID", Sizes.Text(service?.Pid ?? 0)), ("Result", service?.DiedOf is null ? "success" : "signal"), ("Id", id), ("Names", id),
            ("Description", service?.Unit.Description ?? id), ("LoadState", service is null ? "not-found" : service.Masked ? "masked" : "loaded"),
            ("ActiveState", service?.Status.ToString().ToLowerInvariant() ?? "inactive"), ("SubState", service?.Sub ?? "dead"),
            ("FragmentPath", service?.Unit.Path ?? ""), ("UnitFileState", service?.EnabledState ?? ""), ("UnitFilePreset", service is null ? "" : "enabled"),
        ];
        var wanted = options.All("p").SelectMany(p => p.Split(',')).ToList();
        var shown = wanted.Count == 0 ? all : [.. all.Where(p => wanted.Contains(p.Name))];
        return string.Concat(shown.Select(p => (options.Has("value") ? p.Value : $"{p.Name}={p.Value}") + "\n"));
    }

    /// <summary>A span as systemd words it, with <c>ago</c>.</summary>
    public static string Ago(TimeSpan span) => Span(span) + " ago";

    /// <summary>A span as systemd words it.</summary>
    public static string Span(TimeSpan span) => FormattableString.Invariant(span switch
    {
        { TotalDays: >= 14 } => (FormattableString)$"{(int)span.TotalDays / 7} weeks {(int)span.TotalDays % 7} days",
        { TotalDays: >= 7 } => $"1 week {(int)span.TotalDays % 7} days",
        { TotalDays: >= 2 } => $"{(int)span.TotalDays} days",
        { TotalHours: >= 25 } => $"1 day {(int)span.TotalHours - 24}h",
        { TotalHours: >= 6 } => $"{(int)span.TotalHours}h",
        { TotalHours: >= 1 } => $"{span.Hours}h {span.Minutes}min",
        { TotalMinutes: >= 5 } => $"{span.Minutes}min",
        { TotalMinutes: >= 1 } => $"{span.Minutes}min {span.Seconds}s",
        { TotalSeconds: >= 1 } => $"{span.Seconds}s",
        _ => $"{span.Milliseconds}ms",
    });

    private static string Activity(Service service)
    {
        var (node, since) = (service.Node, $"{Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", service.Since, service.Node.Datacenter.Zone)}; {Ago(service.Node.Clock.Now - service.Since)}");
        return service.Status switch
        {
            ServiceStatus.Active => $"active ({service.Sub}) since {since}",
            ServiceStatus.Failed => $"failed (Result: {(service.DiedOf == 11 ? "core-dump" : "signal")}) since {since}",
            _ when service.LastPid == 0 => "inactive (dead)",
            _ => $"inactive (dead) since {since}",
        };
    }

    private static string NextOf(Service service, string calendar)
    {
        var (now, zone) = (service.Node.Clock.Now, service.Node.Datacenter.Zone);
        return Sim.Time.CalendarEvent.Parse(calendar).Next(now.UnixSeconds, zone) is { } next
            ? $"{Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", Sim.Time.Instant.FromUnixSeconds(next), zone)}; {Span(TimeSpan.FromSeconds(next - now.UnixSeconds))} left"
            : "n/a";
    }

    private static string Short(string command) => command.Split(' ')[0].Split('/')[^1].TrimEnd(':');
}
