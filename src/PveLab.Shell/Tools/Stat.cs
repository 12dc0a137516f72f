using System.Globalization;
using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>stat and stat -c FORMAT.</summary>
internal static class Stat
{
    private static readonly OptionTable Table = new("c:/format:", "L/dereference", "/printf:", "!f/file-system", "!t/terse", "!/cached:") { Usage = "[OPTION]... FILE..." };

    private const string Long = "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: 252,1\tInode: %-10i  Links: %h\n"
        + "Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n";

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0)
        {
            yield return invocation.Fail(1, "stat: missing operand\nTry 'stat --help' for more information.");
            yield break;
        }
        var format = options["printf"] is { } escaped ? Language.Escapes.Ansi(escaped) : options["c"] is { } given ? given + "\n" : Long;
        foreach (var name in options.Operands)
        {
            var errno = invocation.Files.TryLocate(invocation.Absolute(name), options.Has("L"), out var located);
            if (errno is not null || located!.Entry is null)
                yield return invocation.Fail(1, $"stat: cannot statx {TextInput.Quoted(name)}: {(errno ?? Errno.NoEntry).Describe()}");
            else
                yield return new Step.Out(Format(format, name, located.Entry, invocation, plain: !ReferenceEquals(format, Long)));
        }
    }

    private static string Format(string format, string name, FileEntry entry, Invocation invocation, bool plain)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            var start = ++i;
            while (i < format.Length - 1 && (char.IsAsciiDigit(format[i]) || format[i] == '-')) i++;
            var field = Field(format[i], name, entry, invocation, plain);
            var width = int.TryParse(format.AsSpan(start, i - start).TrimStart('-').TrimStart('0'), NumberStyles.None, CultureInfo.InvariantCulture, out var w) ? Math.Min(w, 200) : 0;
            text.Append(format[start] == '-' ? field.PadRight(width) : format[start] == '0' ? field.PadLeft(width, '0') : field.PadLeft(width));
        }
        return text.ToString();
    }

    private static string Field(char field, string name, FileEntry entry, Invocation invocation, bool plain) => field switch
    {
        'n' => name,
        'N' => (plain ? TextInput.Quoted(name) : name) + (entry is LinkEntry link
            ? " -> " + (plain ? TextInput.Quoted(invocation.Files.TargetOf(link)) : invocation.Files.TargetOf(link)) : ""),
        's' => Sizes.Text(entry.Size),
        'b' => Sizes.Text(entry.Allocated / 512),
        'B' => "512",
        'o' => "4096",
        'F' => Modes.Name(entry),
        'i' => Sizes.Text(entry.Inode),
        'h' => Sizes.Text(Modes.Links(entry)),
        'a' => Convert.ToString(entry.Mode, 8),
        'A' => Modes.Letters(entry),
        'U' => entry.Owner,
        'u' => entry.Owner == "root" ? "0" : "1000",
        'G' => entry.Group,
        'g' => entry.Group switch { "root" => "0", "disk" => "6", "www-data" => "33", _ => "1000" },
        'x' or 'y' or 'z' or 'w' => Dates.Format("%F %T.%N %z", entry.Modified, invocation.Node.Datacenter.Zone),
        'X' or 'Y' or 'Z' or 'W' => Sizes.Text(entry.Modified.UnixSeconds),
        'm' => invocation.Files.MountOf(invocation.Absolute(name)).Point,
        '%' => "%",
        _ => "?",
    };
}
