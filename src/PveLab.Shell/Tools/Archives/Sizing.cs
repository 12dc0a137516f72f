using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Archives;

/// <summary>truncate, fallocate and cmp.</summary>
internal static class Sizing
{
    private static readonly OptionTable TruncateTable = new("s:/size:", "c/no-create", "!o/io-blocks", "r:/reference:") { Usage = "OPTION... FILE..." };
    private static readonly OptionTable FallocateTable = new("l:/length:", "o:/offset:", "v/verbose", "!d/dig-holes", "!p/punch-hole", "!c/collapse-range", "!z/zero-range",
        "!n/keep-size", "!x/posix")
    { Usage = "[options] <filename>" };
    private static readonly OptionTable CmpTable = new("s/silent", "l/verbose", "b/print-bytes", "n:/bytes:", "!i:/ignore-initial:")
    {
        UsageStatus = 2,
        Usage = "[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]"
    };

    public static IEnumerable<Step> Truncate(Invocation invocation)
    {
        var options = TruncateTable.Parse(invocation);
        if (options.Problem is not null) return [options.Problem];
        if (options["s"] is null
            && options["r"] is null) return [invocation.Fail(1, "truncate: you must specify either ‘--size’ or ‘--reference’\nTry 'truncate --help' for more information.")];
        if (options.Operands.Count == 0) return [invocation.Fail(1, "truncate: missing file operand\nTry 'truncate --help' for more information.")];
        var text = options["s"] ?? Sizes.Text(invocation.Files.Find(invocation.Absolute(options["r"]!))?.Size ?? 0);
        if (Sizes.Parse(text.TrimStart('+', '-', '<', '>')) is not { } size) return [invocation.Fail(1, $"truncate: Invalid number: {TextInput.Curly(text)}")];
        return options.Operands.Select(name => Resize(invocation, name, text[0], size, options.Has("c"))).OfType<Step>();
    }

    private static Step.Err? Resize(Invocation invocation, string name, char sign, long size, bool noCreate)
    {
        var path = invocation.Absolute(name);
        var entry = invocation.Files.Find(path);
        if (entry is null && noCreate) return null;
        var now = entry?.Size ?? 0;
        var wanted = sign switch { '+' => now + size, '-' => Math.Max(0, now - size), '<' => Math.Min(now, size), '>' => Math.Max(now, size), _ => size };
        var errno = FileMaking.Attempt(() =>
        {
            switch (entry)
            {
                case DirectoryEntry: throw new FileException(Errno.IsDirectory, path);
                case TextFile text when wanted <= now: invocation.Files.WriteText(path, text.Text[..(int)Math.Min(wanted, text.Text.Length)]); break;
                case TextFile text: invocation.Files.WriteText(path, text.Text + new string('\0', (int)Math.Min(wanted - now, 1 << 20))); break;
                case BlobFile: invocation.Files.ResizeBlob(path, wanted); break;
                // A hole takes no space until somebody writes into it.
                default: invocation.Files.CreateBlob(path, wanted, sparse: () => 0); break;
            }
        });
        return errno is { } error ? invocation.Fail(1, $"truncate: cannot open {TextInput.Quoted(name)} for writing: {error.Describe()}") : null;
    }

    public static IEnumerable<Step> Fallocate(Invocation invocation)
    {
        var options = FallocateTable.Parse(invocation);
        if (options.Problem is not null) return [options.Problem];
        if (options.Operands.Count == 0) return [invocation.Fail(1, "fallocate: no filename specified")];
        if (options["l"] is not { } text) return [invocation.Fail(1, "fallocate: no length argument specified")];
        if (Sizes.Parse(text) is not (> 0 and var length)) return [invocation.Fail(1, $"fallocate: invalid length value specified")];
        var (name, path) = (options.Operands[0], invocation.Absolute(options.Operands[0]));
        length += options["o"] is { } offset ? Sizes.Parse(offset) ?? 0 : 0;
        var opened = true;
        var errno = FileMaking.Attempt(() =>
        {
            var entry = invocation.Files.Find(path);
            opened = false;
            if (entry is null or TextFile { Size: 0 }) invocation.Files.CreateBlob(path);
            else if (entry is not BlobFile || entry.Size >= length) return;
            opened = true;
            invocation.Files.ResizeBlob(path, length);
        });
        if (errno is not { } error) return options.Has("v") ? [new Step.Out($"{name}: {Sizes.Human(length)}iB ({Sizes.Text(length)} bytes) allocated.\n")] : [];
        return [invocation.Fail(1, opened ? $"fallocate: fallocate failed: {error.Describe()}" : $"fallocate: cannot open {name}: {error.Describe()}")];
    }

    public static IEnumerable<Step> Cmp(Invocation invocation)
    {
        var options = CmpTable.Parse(invocation);
        if (options.Problem is not null) return [options.Problem];
        if (options.Operands.Count < 2) return [invocation.Fail(2,
            $"cmp: missing operand after '{(options.Operands.Count == 0 ? "cmp" : options.Operands[0])}'\ncmp: Try 'cmp --help' for more information.")];
        var (first, second) = (options.Operands[0], options.Operands[1]);
        FileContent? left = null, right = null;
        foreach (var name in (string[])[first, second])
            if (FileMaking.Attempt(() => _ = name == first && left is null ? left = FileContent.Of(invocation.Files, invocation.Absolute(name), name)
                : right = FileContent.Of(invocation.Files, invocation.Absolute(name), name)) is { } errno) return [invocation.Fail(2, $"cmp: {name}: {errno.Describe()}")];
        var (at, line) = Difference(left!, right!);
        if (at is null) return [];
        invocation.ExitCode = 1;
        if (options.Has("s")) return [];
        return at > Math.Min(left!.Size, right!.Size)
            ? [new Step.Err($"cmp: EOF on {(left.Size < right.Size ? first : second)} after byte {Sizes.Text(at.Value - 1)}, line {Sizes.Text(line)}\n")]
            : [new Step.Out($"{first} {second} differ: byte {Sizes.Text(at.Value)}, line {Sizes.Text(line)}\n")];
    }

    /// <summary>The first byte that differs, counted from 1, with its line; null when there is none.</summary>
    private static (long? Byte, long Line) Difference(FileContent left, FileContent right)
    {
        if (left is { Meaning: string a, Compression: null } && right is { Meaning: string b, Compression: null })
        {
            var same = a.AsSpan().CommonPrefixLength(b);
            return same == a.Length && same == b.Length ? (null, 0) : (same + 1, a.AsSpan(0, same).Count('\n') + 1);
        }
        var shorter = Math.Min(left.Size, right.Size);
        long? at = left.Defect == Defect.Header != (right.Defect == Defect.Header) ? 1
            : left.Defect == Defect.Data != (right.Defect == Defect.Data) ? shorter / 2 + 1
            : !Equals(Undamaged(left.Meaning), Undamaged(right.Meaning)) || left.Compression != right.Compression ? 9
            : left.Size != right.Size ? shorter + 1 : null;
        return (at, (at ?? 0) / 256 + 1);
    }

    private static object? Undamaged(object? meaning) => meaning is Sim.Backup.BackupArchive archive ? archive with { Damage = default, Length = 0 } : meaning;
}
