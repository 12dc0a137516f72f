using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools;

/// <summary>lvs, vgs, pvs: LVM's reports (lvm2: tools/reporter.c, lib/report/columns.h).</summary>
internal static class LvmReports
{
    private static readonly OptionTable Table = new("a/all", "o:/options:", "/noheadings", "/units:", "/nosuffix", "/separator:", "v/verbose", "O:/sort:", "/unbuffered", "/readonly",
        "!S:/select:", "!/reportformat:", "!P/partial", "!/segments", "!/config:", "!/foreign", "!/shared", "!t/test", "!/nameprefixes", "!/rows")
    { Usage = "[options] [NAME...]", UsageStatus = 3 };

    private static readonly SortedDictionary<string, (string Heading, bool Right, Func<Row, string> Value)> Fields = new(StringComparer.Ordinal)
    {
        ["convert_lv"] = ("Convert", false, _ => ""),
        ["copy_percent"] = ("Cpy%Sync", false, _ => ""),
        ["data_percent"] = ("Data% ", false, r => r.Volume!.Data),
        ["lv_attr"] = ("Attr", false, r => r.Volume!.Attributes),
        ["lv_count"] = ("#LV", true, r => Text(r.Group.Volumes.Count(v => !v.IsHidden))),
        ["lv_metadata_size"] = ("MSize", true, r => r.Volume!.MetadataSize > 0 ? r.Size(r.Volume.MetadataSize) : ""),
        ["lv_name"] = ("LV", false, r => r.Volume!.Name),
        ["lv_path"] = ("Path", false, r => r.Volume!.IsHidden ? "" : $"/dev/{r.Group.Name}/{r.Volume.Name}"),
        ["lv_size"] = ("LSize", true, r => r.Size(r.Volume!.Size)),
        ["metadata_percent"] = ("Meta% ", false, r => r.Volume!.Metadata),
        ["mirror_log"] = ("Log", false, _ => ""),
        ["move_pv"] = ("Move", false, _ => ""),
        ["origin"] = ("Origin", false, r => r.Volume!.Origin),
        ["pool_lv"] = ("Pool", false, r => r.Volume!.Pool),
        ["pv_attr"] = ("Attr", false, _ => "a--"),
        ["pv_count"] = ("#PV", true, _ => "1"),
        ["pv_fmt"] = ("Fmt", false, _ => "lvm2"),
        ["pv_free"] = ("PFree", true, r => r.Size(r.Group.Free)),
        ["pv_name"] = ("PV", false, r => r.Group.Device),
        ["pv_size"] = ("PSize", true, r => r.Size(r.Group.Size)),
        ["pv_used"] = ("Used", true, r => r.Size(r.Group.Size - r.Group.Free)),
        ["snap_count"] = ("#SN", true, _ => "0"),
        ["vg_attr"] = ("Attr", false, _ => "wz--n-"),
        ["vg_extent_size"] = ("Ext", true, r => r.Size(ThinPool.Extent)),
        ["vg_free"] = ("VFree", true, r => r.Size(r.Group.Free)),
        ["vg_name"] = ("VG", false, r => r.Group.Name),
        ["vg_size"] = ("VSize", true, r => r.Size(r.Group.Size)),
    };

    private sealed record Row(VolumeGroup Group, LogicalVolume? Volume, Func<long, string> Size);

    public static IEnumerable<Step> Lvs(Invocation invocation) => Run(invocation, volumes: true,
        "lv_name,vg_name,lv_attr,lv_size,pool_lv,origin,data_percent,metadata_percent,move_pv,mirror_log,copy_percent,convert_lv", "lv_");

    public static IEnumerable<Step> Vgs(Invocation invocation) => Run(invocation, volumes: false, "vg_name,pv_count,lv_count,snap_count,vg_attr,vg_size,vg_free", "vg_");

    public static IEnumerable<Step> Pvs(Invocation invocation) => Run(invocation, volumes: false, "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free", "pv_");

    private static List<Step> Run(Invocation invocation, bool volumes, string usual, string prefix)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        var asked = options["o"] is not { } list ? usual : list.StartsWith('+') ? usual + "," + list[1..] : list;
        var names = asked.Split(',').Select(f => Fields.ContainsKey(f) ? f : prefix + f).ToList();
        if (names.Find(f => !Fields.ContainsKey(f) || !volumes && NeedsVolume(f)) is { } unknown)
            return [invocation.Fail(3, $"  Unrecognised field: {(unknown.StartsWith(prefix, StringComparison.Ordinal) ? unknown[prefix.Length..] : unknown)}")];
        var unit = options["units"] is { Length: > 0 } units ? units[0] : 'r';
        if (!"rhbskmgtpRHBSKMGTP".Contains(unit, StringComparison.Ordinal)) return [invocation.Fail(3, $"  Invalid units specification\n  Error during parsing of command line.")];
        var groups = VolumeGroup.Of(invocation.Node);
        var steps = new List<Step>();
        var rows = new List<Row>();
        string Size(long bytes) => LvmSize.Report(bytes, unit, !options.Has("nosuffix"));
        foreach (var group in options.Operands.Count == 0 ? groups : Named(invocation, options, groups, volumes, steps))
            rows.AddRange(volumes ? Chosen(options, group).Select(v => new Row(group, v, Size)) : [new Row(group, null, Size)]);
        if (rows.Count > 0) steps.Add(new Step.Out(Layout(options, names, [.. rows.Select(r => names.ConvertAll(n => Fields[n].Value(r)))])));
        return steps;
    }

    private static bool NeedsVolume(string field) => field is not "lv_count" && (field.StartsWith("lv_", StringComparison.Ordinal)
        || field is "pool_lv" or "origin" or "data_percent" or "metadata_percent" or "move_pv" or "mirror_log" or "copy_percent" or "convert_lv");

    private static IEnumerable<LogicalVolume> Chosen(Options options, VolumeGroup group)
    {
        var one = options.Operands.Select(Local).Where(o => o.Contains('/', StringComparison.Ordinal) && o.StartsWith(group.Name + "/", StringComparison.Ordinal))
            .Select(o => o[(group.Name.Length + 1)..]).ToList();
        return group.Volumes.Where(v => one.Count > 0 ? one.Contains(v.Name) : options.Has("a") || !v.IsHidden);
    }

    private static List<VolumeGroup> Named(Invocation invocation, Options options, IReadOnlyList<VolumeGroup> groups, bool volumes, List<Step> steps)
    {
        var found = new List<VolumeGroup>();
        foreach (var operand in options.Operands)
        {
            var name = Local(operand);
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var group = groups.FirstOrDefault(g => g.Device == operand || g.Name == (slash < 0 ? name : name[..slash]));
            if (group is null)
                steps.Add(invocation.Fail(5, operand.StartsWith("/dev/", StringComparison.Ordinal) && !volumes ? $"  Failed to find physical volume \"{operand}\"."
                    : $"  Volume group \"{(slash < 0 ? name : name[..slash])}\" not found\n  Cannot process volume group {(slash < 0 ? name : name[..slash])}"));
            else if (volumes && slash >= 0 && group.Volumes.All(v => v.Name != name[(slash + 1)..])) steps.Add(invocation.Fail(5, $"  Failed to find logical volume \"{name}\""));
            else if (!found.Contains(group)) found.Add(group);
        }
        return found;
    }

    private static string Local(string operand) => operand.StartsWith("/dev/", StringComparison.Ordinal) ? operand["/dev/".Length..] : operand;

    private static string Layout(Options options, List<string> names, List<List<string>> rows)
    {
        var text = new System.Text.StringBuilder();
        var separator = options["separator"];
        var headings = names.ConvertAll(n => Fields[n].Heading);
        if (separator is not null) headings = headings.ConvertAll(h => h.TrimEnd());
        var widths = names.Select((_, i) => Math.Max(options.Has("noheadings") ? 0 : headings[i].Length, rows.Max(r => r[i].Length))).ToList();
        foreach (var (row, heading) in rows.Select(r => (r, false)).Prepend((headings, true)))
        {
            if (heading && options.Has("noheadings")) continue;
            text.Append("  ").AppendJoin(separator ?? " ", row.Select((cell, i) =>
                separator is not null ? cell : Fields[names[i]].Right && !heading ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).Append('\n');
        }
        return text.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
