using System.Globalization;
using PveLab.Sim.Services;

namespace PveLab.Shell.Tools;

/// <summary>dmesg: what the kernel wrote since this boot.</summary>
internal static class Dmesg
{
    private static readonly OptionTable Table = new("T/ctime", "H/human", "l:/level:", "w/follow", "k/kernel", "x/decode", "e/reltime", "P/nopager", "!C/clear", "!c/read-clear",
        "!D/console-off",
        "!E/console-on", "!J/json", "!L?/color?", "!n:/console-level:", "!t/notime", "!u/userspace", "!W/follow-new", "!f:/facility:", "!S/syslog", "!r/raw")
    { Usage = "[options]" };

    private static readonly string[] Levels = ["emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var levels = options["l"]?.Split(',');
        if (levels is not null && Array.Find(levels, l => Array.IndexOf(Levels, l) < 0) is { } odd)
        {
            yield return invocation.Fail(1, $"dmesg: unknown level '{odd}'");
            yield break;
        }
        var journal = invocation.Node.Journal;
        var boot = journal.Boots.Count - 1;
        bool Wanted(JournalEntry e) => e.Ident == "kernel" && e.Boot == boot && (levels is null || levels.Contains(Levels[(int)e.Priority]));
        var written = journal.Written;
        foreach (var entry in journal.Entries.Where(Wanted)) yield return new Step.Out(Line(invocation, entry, options));
        while (options.Has("w"))
        {
            yield return new Step.Wait(null);
            foreach (var entry in journal.Since(written).Where(Wanted)) yield return new Step.Out(Line(invocation, entry, options));
            written = journal.Written;
        }
    }

    private static string Line(Invocation invocation, JournalEntry entry, Options options)
    {
        var node = invocation.Node;
        var since = (entry.At - node.Journal.Boots[entry.Boot]).TotalSeconds;
        var time = options.Has("T") || options.Has("H") ? Dates.Format("%a %b %e %H:%M:%S %Y", entry.At, node.Datacenter.Zone)
            : since.ToString("0.000000", CultureInfo.InvariantCulture).PadLeft(12);
        var facility = options.Has("x") ? $"kern  :{Levels[(int)entry.Priority],-6}: " : "";
        return $"{facility}[{time}] {entry.Text}\n";
    }
}
