using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>systemctl (showing only) and journalctl (what the node's services and tasks wrote).</summary>
internal static class ServiceTools
{
    private static readonly OptionTable SystemctlTable = new(
        "t:/type:", "a/all", "l/full", "q/quiet", "/no-pager", "/failed", "/state:", "n:/lines:", "/no-legend",
        "!H:/host:", "!M:/machine:", "!o:/output:", "!p:/property:", "!r/recursive", "!s:/signal:", "!f/force", "!/now", "!/user", "!/system",
        "!/value")
    { Usage = "[OPTIONS...] COMMAND ..." };

    private static readonly OptionTable JournalTable = new(
        "u:/unit:", "n?/lines?", "f/follow", "r/reverse", "e/pager-end", "x/catalog", "/no-pager", "b?/boot?", "S:/since:", "U:/until:", "t:/identifier:", "a/all", "q/quiet",
        "!k/dmesg", "!p:/priority:", "!o:/output:", "!g:/grep:", "!c:/cursor:", "!D:/directory:", "!m/merge", "!/disk-usage", "!/list-boots", "!/vacuum-size:",
        "!/vacuum-time:", "!/user", "!/system")
    { Usage = "[OPTIONS...] [MATCHES...]" };

    public static IEnumerable<Step> Systemctl(Invocation invocation)
    {
        var options = SystemctlTable.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        var command = options.Operands.Count > 0 ? options.Operands[0] : "list-units";
        var units = options.Operands.Skip(1).Select(u => u.EndsWith(".service", StringComparison.Ordinal) ? u[..^8] : u).ToList();
        return command switch
        {
            "status" when units.Count > 0 => units.SelectMany(u => Status(invocation, u)),
            "is-active" => Answers(invocation, units, options, "active", "inactive", 4),
            "is-enabled" => Answers(invocation, units, options, "enabled", "not-found", 4),
            "is-failed" => Answers(invocation, units, options, "active", "inactive", 4, invert: true),
            "list-units" => List(options),
            _ => [invocation.Fail(255, $"PveLab: 'systemctl {command}' is not simulated")],
        };
    }

    private static NodeService? Find(string name) => NodeProcesses.Services.FirstOrDefault(s => s.Name == (name == "sshd" ? "ssh" : name));

    private static IEnumerable<Step> Answers(Invocation invocation, List<string> units, Options options, string known, string unknown, int status, bool invert = false)
    {
        foreach (var unit in units)
        {
            var found = Find(unit) is not null;
            if (!found || invert) invocation.ExitCode = found ? 1 : status;
            if (!options.Has("q")) yield return new Step.Out((found ? known : unknown) + "\n");
        }
    }

    private static IEnumerable<Step> List(Options options)
    {
        var services = options.Has("failed") || (options["state"] ?? "running") is not ("running" or "active") ? [] : NodeProcesses.Services;
        var width = services.Count == 0 ? 4 : services.Max(s => s.Name.Length + 8);
        if (services.Count > 0) yield return new Step.Out($"  {"UNIT".PadRight(width)} LOAD   ACTIVE SUB     DESCRIPTION\n");
        foreach (var service in services) yield return new Step.Out($"  {(service.Name + ".service").PadRight(width)} loaded active running {service.Description}\n");
        yield return new Step.Out(services.Count == 0 ? "  UNIT LOAD ACTIVE SUB DESCRIPTION\n\n0 loaded units listed.\n"
            : "\nLegend: LOAD   → Reflects whether the unit definition was properly loaded.\n"
                + "        ACTIVE → The high-level unit activation state, i.e. generalization of SUB.\n"
                + "        SUB    → The low-level unit activation state, values depend on unit type.\n"
                + $"\n{Sizes.Text(services.Count)} loaded units listed.\n");
    }

    private static IEnumerable<Step> Status(Invocation invocation, string unit)
    {
        if (Find(unit) is not { } service)
        {
            yield return invocation.Fail(4, $"Unit {unit}.service could not be found.");
            yield break;
        }
        var node = invocation.Node;
        var since = node.BootedAt + TimeSpan.FromSeconds(7);
        var shown = Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", since, node.Datacenter.Zone);
        yield return new Step.Out(
            $"● {service.Name}.service - {service.Description}\n     Loaded: loaded (/usr/lib/systemd/system/{service.Name}.service; enabled; preset: enabled)\n"
            + $"     Active: active (running) since {shown}; {Ago(node.Clock.Now - since)}\n"
            + $"   Main PID: {Sizes.Text(service.Pid)} ({service.Command.Split(' ')[0].Split('/')[^1].TrimEnd(':')})\n"
            + $"     CGroup: /system.slice/{service.Name}.service\n             └─{Sizes.Text(service.Pid)} {service.Command}\n\n"
            + string.Concat(Journal(node).Where(e => e.Unit == service.Name).TakeLast(10).Select(e => Line(e, node))));
    }

    /// <summary>A span as systemd words it.</summary>
    private static string Ago(TimeSpan span) => FormattableString.Invariant(span switch
    {
        { TotalDays: >= 14 } => (FormattableString)$"{(int)span.TotalDays / 7} weeks {(int)span.TotalDays % 7} days ago",
        { TotalDays: >= 7 } => $"1 week {(int)span.TotalDays % 7} days ago",
        { TotalDays: >= 2 } => $"{(int)span.TotalDays} days ago",
        { TotalHours: >= 25 } => $"1 day {(int)span.TotalHours - 24}h ago",
        { TotalHours: >= 6 } => $"{(int)span.TotalHours}h ago",
        { TotalHours: >= 1 } => $"{span.Hours}h {span.Minutes}min ago",
        { TotalMinutes: >= 5 } => $"{span.Minutes}min ago",
        { TotalMinutes: >= 1 } => $"{span.Minutes}min {span.Seconds}s ago",
        _ => $"{span.Seconds}s ago",
    });

    private sealed record Entry(Instant At, string Unit, long Pid, string Text);

    /// <summary>What the journal holds: the services' starts at boot, and the beginning and end of every task.</summary>
    private static List<Entry> Journal(Node node)
    {
        var entries = new List<Entry> { new(node.BootedAt, "kernel", 0, $"Linux version {Release.Kernel} (build@proxmox) {Release.KernelBuild}") };
        entries.AddRange(NodeProcesses.Services.Select(s => new Entry(node.BootedAt + TimeSpan.FromSeconds(7), "systemd", 1, $"Started {s.Name}.service - {s.Description}.")));
        foreach (var task in node.Tasks.All)
        {
            entries.Add(new Entry(task.Started, "pvedaemon", task.Upid.Pid, $"<{task.Upid.User}> starting task {task.Upid.Encode()}"));
            if (task.Ended is { } ended) entries.Add(new Entry(ended, "pvedaemon", task.Upid.Pid, $"<{task.Upid.User}> end task {task.Upid.Encode()} {task.ExitStatus}"));
        }
        return [.. entries.OrderBy(e => e.At)];
    }

    private static string Line(Entry entry, Node node) =>
        $"{Dates.Format("%b %d %H:%M:%S", entry.At, node.Datacenter.Zone)} {node.Name} {entry.Unit}{(entry.Pid > 0 ? $"[{Sizes.Text(entry.Pid)}]" : "")}: {entry.Text}\n";

    public static IEnumerable<Step> Journalctl(Invocation invocation)
    {
        var options = JournalTable.Parse(invocation);
        // "-n 20": the number is an argument of its own, although the option can do without.
        var count = options["n"] is { } glued ? Sizes.Parse(glued.Length > 0 ? glued : options.Operands.Count > 0 ? options.Operands[0] : "10") ?? 10 : options.Has("f") ? 10 : long.MaxValue;
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var node = invocation.Node;
        var since = options["S"] is { } from ? Dates.Parse(from, node.Clock.Now, node.Datacenter.Zone) : new Instant(0);
        var until = options["U"] is { } to ? Dates.Parse(to, node.Clock.Now, node.Datacenter.Zone) : new Instant(long.MaxValue);
        if (since is null || until is null)
        {
            yield return invocation.Fail(1, $"Failed to parse timestamp: {(since is null ? options["S"] : options["U"])}");
            yield break;
        }
        var unit = (options["u"] ?? options["t"])?.Replace(".service", "", StringComparison.Ordinal);
        bool Wanted(Entry e) => (unit is null || e.Unit == unit || (e.Unit == "systemd" && e.Text.StartsWith($"Started {unit}.service", StringComparison.Ordinal)))
            && e.At >= since && e.At <= until;
        var shown = Journal(node).Where(Wanted).ToList();
        var page = shown.TakeLast((int)Math.Min(count, int.MaxValue)).ToList();
        if (options.Has("r")) page.Reverse();
        yield return new Step.Out(page.Count == 0 ? "-- No entries --\n" : string.Concat(page.Select(e => Line(e, node))));
        var seen = shown.Count;
        while (options.Has("f"))
        {
            yield return new Step.Wait(null);
            shown = [.. Journal(node).Where(Wanted)];
            if (shown.Count > seen) yield return new Step.Out(string.Concat(shown.Skip(seen).Select(e => Line(e, node))));
            seen = shown.Count;
        }
    }
}
