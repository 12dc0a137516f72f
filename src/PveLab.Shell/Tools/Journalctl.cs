using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>journalctl: reads the node's journal.</summary>
internal static partial class Journalctl
{
    private static readonly OptionTable Table = new(
        "u:/unit:", "n?/lines?", "f/follow", "r/reverse", "e/pager-end", "x/catalog", "/no-pager", "b?/boot?", "S:/since:", "U:/until:", "t:/identifier:", "a/all", "q/quiet",
        "k/dmesg", "p:/priority:", "o:/output:", "g:/grep:", "/case-sensitive?", "/disk-usage", "/list-boots", "/no-hostname", "/no-full", "l/full", "/utc", "/vacuum-size:",
        "/vacuum-time:", "!c:/cursor:", "!D:/directory:", "!m/merge", "!/user", "!/system", "!F:/field:", "!/rotate", "!/flush")
    { Usage = "[OPTIONS...] [MATCHES...]", TakesNumber = "nb" };

    private static readonly string[] Names = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
    private static readonly string[] Formats = ["short", "short-iso", "short-full", "short-precise", "short-unix", "cat", "json", "verbose", "export"];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        var node = invocation.Node;
        if (options.Has("list-boots")) return [new Step.Out(Boots(node))];
        if (options.Has("disk-usage")) return [new Step.Out("Archived and active journals take up 40M in the file system.\n")];
        if (options.Has("vacuum-size") || options.Has("vacuum-time")) return [new Step.Err($"Vacuuming done, freed 0B of archived journals from /var/log/journal/{MachineId(node)}.\n")];
        var format = options["o"] ?? "short";
        if (Array.IndexOf(Formats, format) < 0) return [invocation.Fail(1, $"Unknown output format '{format}'.")];
        if (format is "verbose" or "export") return [invocation.Fail(255, $"PveLab: option '-o {format}' of 'journalctl' is not simulated")];
        if (Filter(node, options, out var complaint) is not { } wanted) return [invocation.Fail(1, complaint!)];
        return Show(invocation, options, wanted, format);
    }

    public static IEnumerable<string> Complete(Editing.CompletionRequest request) =>
        request.Previous is "-u" or "--unit" ? request.Session.Node.Services.All.Select(s => s.Unit.Id)
        : request.Previous is "-t" or "--identifier" ? request.Session.Node.Journal.Entries.Select(e => e.Ident).Distinct(StringComparer.Ordinal)
        : ["--boot", "--dmesg", "--follow", "--grep", "--identifier", "--lines", "--list-boots", "--no-pager", "--output", "--priority", "--reverse", "--since", "--unit", "--until"];

    /// <summary>A line of the journal as journalctl prints it.</summary>
    public static string Line(JournalEntry entry, Node node, string format)
    {
        if (format == "cat") return entry.Text + "\n";
        var zone = node.Datacenter.Zone;
        if (format == "json")
            return new JsonObject
            {
                ["__REALTIME_TIMESTAMP"] = Sizes.Text(entry.At.Milliseconds * 1000),
                ["PRIORITY"] = Sizes.Text((int)entry.Priority),
                ["SYSLOG_IDENTIFIER"] = entry.Ident,
                ["_PID"] = Sizes.Text(entry.Pid),
                ["_HOSTNAME"] = node.Name,
                ["MESSAGE"] = entry.Text,
            }.ToJsonString() + "\n";
        var time = format switch
        {
            "short-iso" => Dates.Format("%Y-%m-%dT%H:%M:%S%:z", entry.At, zone),
            "short-full" => Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", entry.At, zone),
            "short-unix" => string.Create(CultureInfo.InvariantCulture, $"{entry.At.Milliseconds / 1000.0:0.000000}"),
            "short-precise" => Dates.Format("%b %d %H:%M:%S", entry.At, zone) + string.Create(CultureInfo.InvariantCulture, $".{entry.At.Milliseconds % 1000 * 1000:000000}"),
            _ => Dates.Format("%b %d %H:%M:%S", entry.At, zone),
        };
        return $"{time} {node.Name} {entry.Ident}{(entry.Pid > 0 ? $"[{Sizes.Text(entry.Pid)}]" : "")}: {entry.Text}\n";
    }

    private static Func<JournalEntry, bool>? Filter(Node node, Options options, out string? complaint)
    {
        complaint = null;
        var (now, zone) = (node.Clock.Now, node.Datacenter.Zone);
        var since = options["S"] is { } from ? Time(from, now, zone) : new Instant(0);
        var until = options["U"] is { } to ? Time(to, now, zone) : new Instant(long.MaxValue);
        if (since is null || until is null)
        {
            complaint = $"Failed to parse timestamp: {(since is null ? options["S"] : options["U"])}";
            return null;
        }
        if (Priorities(options["p"]) is not { } priorities)
        {
            complaint = $"Unknown log level {options["p"]}";
            return null;
        }
        var boot = Boot(node, options, out complaint);
        if (complaint is not null) return null;
        Regex? grep = null;
        if (options["g"] is { } pattern && (grep = PosixRegex.Compile(pattern, extended: true, ignoreCase: !pattern.Any(char.IsUpper), out complaint)) is null) return null;
        var units = options.All("u").Select(u => node.Services.Find(u)?.Unit.Id ?? (u.Contains('.', StringComparison.Ordinal) ? u : u + ".service")).ToHashSet(StringComparer.Ordinal);
        var idents = options.All("t").ToHashSet(StringComparer.Ordinal);
        return e => (units.Count == 0 || (e.Unit is not null && units.Contains(e.Unit))) && (idents.Count == 0 || idents.Contains(e.Ident))
            && (!options.Has("k") || e.Ident == "kernel") && e.At >= since && e.At <= until && (int)e.Priority >= priorities.From && (int)e.Priority <= priorities.To
            && (boot is null || e.Boot == boot) && (grep is null || grep.IsMatch(e.Text));
    }

    /// <summary>A time as systemd reads it: a day alone means its midnight, a signed span counts from now.</summary>
    private static Instant? Time(string text, Instant now, Zone zone) => text switch
    {
        "now" => now,
        "today" or "yesterday" or "tomorrow" => Dates.Parse(Dates.Format("%Y-%m-%d", now + TimeSpan.FromDays(text switch { "today" => 0, "yesterday" => -1, _ => 1 }), zone), now, zone),
        ['-', .. var span] when Sleeps(span) is { } ago => now - ago,
        ['+', .. var span] when Sleeps(span) is { } ahead => now + ahead,
        _ when text.EndsWith(" ago", StringComparison.Ordinal) && Sleeps(text[..^4]) is { } ago => now - ago,
        _ => Dates.Parse(text, now, zone),
    };

    /// <summary>A span like <c>1h</c>, <c>2 hours</c> or <c>1h 30min</c>.</summary>
    private static TimeSpan? Sleeps(string text)
    {
        var total = TimeSpan.Zero;
        var parts = Span().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.Length) return null;
        foreach (Match part in parts)
        {
            var number = long.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            total += part.Groups[2].Value switch
            {
                "s" or "sec" or "second" or "seconds" or "" => TimeSpan.FromSeconds(number),
                "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
                "h" or "hr" or "hour" or "hours" => TimeSpan.FromHours(number),
                "d" or "day" or "days" => TimeSpan.FromDays(number),
                _ => TimeSpan.FromDays(number * 7),
            };
        }
        return total;
    }

    [GeneratedRegex(@"\s*(\d{1,6})\s*(seconds?|sec|s|minutes?|min|m|hours?|hr|h|days?|d|weeks?|w|)(?![a-z])\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    private static int? Boot(Node node, Options options, out string? complaint)
    {
        complaint = null;
        var last = node.Journal.Boots.Count - 1;
        var text = options["b"] ?? "";
        if (!options.Has("b") && !options.Has("k")) return null;
        if (text is "" or "0" or "-0") return last;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) complaint = $"Failed to parse boot offset or ID specifier: {text}";
        else if ((number > 0 ? number - 1 : last + number) is var boot && boot >= 0 && boot <= last) return boot;
        else complaint = $"Data from the specified boot ({text}) is not available: No such boot ID in journal";
        return null;
    }

    private static (int From, int To)? Priorities(string? text)
    {
        if (text is null) return (0, 7);
        var parts = text.Split("..", 2);
        var levels = parts.Select(Level).ToArray();
        return Array.Exists(levels, l => l < 0) ? null : levels.Length == 1 ? (0, levels[0]) : (Math.Min(levels[0], levels[1]), Math.Max(levels[0], levels[1]));
    }

    private static int Level(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 7 ? number
        : text switch { "error" => 3, "warn" => 4, "panic" => 0, _ => Array.IndexOf(Names, text) };

    private static IEnumerable<Step> Show(Invocation invocation, Options options, Func<JournalEntry, bool> wanted, string format)
    {
        var node = invocation.Node;
        var count = options["n"] is { } lines ? Sizes.Parse(lines.Length > 0 ? lines : "10") ?? 10
            : options.Has("f") ? 10 : options.Has("e") ? 1000 : long.MaxValue;
        var written = node.Journal.Written;
        var page = node.Journal.Entries.Where(wanted).TakeLast((int)Math.Min(count, int.MaxValue)).ToList();
        if (options.Has("r")) page.Reverse();
        yield return new Step.Out(page.Count == 0 ? options.Has("q") || options.Has("f") ? "" : "-- No entries --\n" : string.Concat(page.Select((e, i) =>
            (i > 0 && page[i - 1].Boot != e.Boot && format != "cat" ? $"-- Boot {BootId(node, e.Boot)} --\n" : "") + Line(e, node, format))));
        while (options.Has("f"))
        {
            yield return new Step.Wait(null);
            var news = node.Journal.Since(written).Where(wanted).ToList();
            written = node.Journal.Written;
            if (news.Count > 0) yield return new Step.Out(string.Concat(news.Select(e => Line(e, node, format))));
        }
    }

    private static string Boots(Node node)
    {
        var text = "IDX BOOT ID                          FIRST ENTRY                 LAST ENTRY\n";
        var last = node.Journal.Boots.Count - 1;
        for (var boot = 0; boot <= last; boot++)
        {
            var entries = node.Journal.Entries.Where(e => e.Boot == boot).ToList();
            if (entries.Count == 0) continue;
            string At(Instant at) => Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", at, node.Datacenter.Zone);
            text += $"{Sizes.Text(boot - last),3} {BootId(node, boot)} {At(node.Journal.Boots[boot])} {At(entries[^1].At)}\n";
        }
        return text;
    }

    private static string MachineId(Node node) => Sums.Digest("md5sum", "machine " + node.Name);

    private static string BootId(Node node, int boot) => Sums.Digest("md5sum", $"{node.Name} {Sizes.Text(boot)} {Sizes.Text(node.Journal.Boots[boot].Milliseconds)}");
}
