using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools;

/// <summary>lsblk -b -d -f -l -n -p -r -o COLUMNS (util-linux: misc-utils/lsblk.c).</summary>
internal static class Lsblk
{
    private static readonly OptionTable Table = new("a/all", "b/bytes", "d/nodeps", "f/fs", "l/list", "n/noheadings", "o:/output:", "p/paths", "r/raw", "i/ascii",
        "!J/json", "!O/output-all", "!P/pairs", "!S/scsi", "!t/topology", "!s/inverse", "!D/discard", "!m/perms", "!z/zoned", "!e:/exclude:", "!I:/include:", "!x:/sort:", "!T?/tree?")
    { Usage = "[options] [<device> ...]" };

    private static readonly SortedDictionary<string, (bool Right, Func<BlockDevice, Options, string> Value)> Columns = new(StringComparer.Ordinal)
    {
        ["FSTYPE"] = (false, (d, _) => d.FileSystem),
        ["KNAME"] = (false, (d, o) => (o.Has("p") ? "/dev/" : "") + (d.Type == "lvm" ? "dm-" + d.Number[4..] : d.Name)),
        ["MAJ:MIN"] = (false, (d, _) => d.Number),
        ["MOUNTPOINT"] = (false, (d, _) => d.MountPoint),
        ["MOUNTPOINTS"] = (false, (d, _) => d.MountPoint),
        ["NAME"] = (false, (d, o) => o.Has("p") ? d.Path : d.Name),
        ["PATH"] = (false, (d, _) => d.Path),
        ["RM"] = (true, (_, _) => "0"),
        ["RO"] = (true, (d, _) => d.ReadOnly ? "1" : "0"),
        ["SIZE"] = (true, (d, o) => o.Has("b") ? d.Size.ToString(CultureInfo.InvariantCulture) : Size(d.Size)),
        ["TYPE"] = (false, (d, _) => d.Type),
    };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        if (options.Has("f")) return [invocation.Fail(255, "PveLab: option '-f' of 'lsblk' is not simulated")];
        var names = (options["o"] ?? "NAME,MAJ:MIN,RM,SIZE,RO,TYPE,MOUNTPOINTS").ToUpperInvariant().Split(',');
        if (Array.Find(names, n => !Columns.ContainsKey(n)) is { } unknown) return [invocation.Fail(1, $"lsblk: unknown column: {unknown.ToLowerInvariant()}")];
        var steps = new List<Step>();
        var tree = BlockDeviceTree.Of(invocation.Node);
        IReadOnlyList<BlockDevice> tops = tree;
        if (options.Operands.Count > 0)
        {
            var all = tree.SelectMany(Everything).DistinctBy(d => d.Name).ToList();
            var chosen = new List<BlockDevice>();
            foreach (var operand in options.Operands)
            {
                if (all.Find(d => d.Path == operand || "/dev/" + d.Name == operand || d.Name == operand) is { } device) chosen.Add(device);
                else steps.Add(invocation.Fail(options.Operands.Count > 1 ? 64 : 32, $"lsblk: {operand}: not a block device"));
            }
            tops = chosen;
        }
        var plain = options.Has("l") || options.Has("r");
        var rows = new List<(string Branch, BlockDevice Device)>();
        foreach (var top in tops) Add(rows, top, "", "", options.Has("d"), plain);
        if (rows.Count > 0) steps.Add(new Step.Out(Layout(options, names, plain ? [.. rows.DistinctBy(r => r.Device.Name)] : rows)));
        return steps;
    }

    private static IEnumerable<BlockDevice> Everything(BlockDevice device) => device.Children.SelectMany(Everything).Prepend(device);

    private static void Add(List<(string Branch, BlockDevice Device)> rows, BlockDevice device, string own, string below, bool alone, bool plain)
    {
        rows.Add((plain ? "" : own, device));
        if (alone) return;
        for (var i = 0; i < device.Children.Count; i++)
        {
            var last = i == device.Children.Count - 1;
            Add(rows, device.Children[i], below + (last ? "└─" : "├─"), below + (last ? "  " : "│ "), alone, plain);
        }
    }

    private static string Layout(Options options, string[] names, List<(string Branch, BlockDevice Device)> rows)
    {
        var cells = rows.ConvertAll(r => Array.ConvertAll(names, n => (n == "NAME" ? r.Branch : "") + Columns[n].Value(r.Device, options)));
        if (!options.Has("n")) cells.Insert(0, names);
        if (options.Has("r")) return string.Concat(cells.Select(row => string.Join(' ', row) + "\n"));
        var widths = names.Select((_, i) => cells.Max(c => c[i].Length)).ToList();
        return string.Concat(cells.Select(row => string.Join(' ', row.Select((cell, i) =>
            Columns[names[i]].Right ? cell.PadLeft(widths[i]) : i == row.Length - 1 ? cell : Number(names[i], cell, widths[i]))) + "\n"));
    }

    // The colon of device numbers stands in one column.
    private static string Number(string name, string cell, int width)
    {
        var colon = cell.IndexOf(':', StringComparison.Ordinal);
        return (name == "MAJ:MIN" && colon < 3 && char.IsAsciiDigit(cell[0]) ? new string(' ', 3 - colon) + cell : cell).PadRight(width);
    }

    private static string Size(long bytes)
    {
        var unit = 0;
        double left = bytes;
        while (left >= 1024 && unit < 5)
        {
            left /= 1024;
            unit++;
        }
        return Math.Round(left, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture) + "BKMGTP"[unit];
    }
}
