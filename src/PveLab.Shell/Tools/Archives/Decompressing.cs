using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Archives;

/// <summary>zstd, unzstd, zstdcat, gzip, gunzip, zcat, lzop, bzip2, bunzip2 and bzcat: packing, unpacking, testing and listing.</summary>
internal static class Decompressing
{
    private static readonly OptionTable Zstd = new("d/decompress", "t/test", "l/list", "c/stdout", "k/keep", "f/force", "q/quiet", "v/verbose", "o:", "z/compress", "/rm",
        "T:/threads:", "/no-progress",
        "1", "3", "9", "!D:", "!r", "!b", "!/long?", "!/ultra", "!/adapt")
    { Usage = "[OPTIONS...] [INPUT... | -] [-o OUTPUT]" };

    private static readonly OptionTable Others = new("d/decompress", "t/test", "l/list", "c/stdout", "k/keep", "f/force", "q/quiet", "v/verbose", "1/fast", "9/best", "n/no-name",
        "p:/processes:",
        "!r/recursive", "!S:/suffix:", "!o:", "!x/extract")
    { Usage = "[OPTION]... [FILE]..." };

    private sealed record Tool(string Compression, bool Unpacks, bool ToOutput, double Ratio, double Speed);

    private static readonly Dictionary<string, Tool> Tools = new(StringComparer.Ordinal)
    {
        ["zstd"] = new("zst", false, false, 0.41, 430e6),
        ["unzstd"] = new("zst", true, false, 0, 0),
        ["zstdcat"] = new("zst", true, true, 0, 0),
        ["gzip"] = new("gz", false, false, 0.43, 48e6),
        ["pigz"] = new("gz", false, false, 0.43, 190e6),
        ["gunzip"] = new("gz", true, false, 0, 0),
        ["zcat"] = new("gz", true, true, 0, 0),
        ["lzop"] = new("lzo", false, false, 0.54, 520e6),
        ["bzip2"] = new("bz2", false, false, 0.38, 15e6),
        ["bunzip2"] = new("bz2", true, false, 0, 0),
        ["bzcat"] = new("bz2", true, true, 0, 0),
    };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var tool = Tools[invocation.Name];
        var options = (tool.Compression == "zst" ? Zstd : Others).Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var unpacks = tool.Unpacks || options.Has("d") || options.Has("t") || options.Has("l");
        var names = options.Operands.Count == 0 ? ["-"] : options.Operands;
        if (options.Has("l")) yield return new Step.Out(PackedListing.Header(tool.Compression));
        foreach (var name in names)
        {
            FileContent? content = null;
            Errno? errno = null;
            if (name == "-")
                foreach (var step in Unpacking.Gather(invocation, c => content = c)) yield return step;
            else errno = FileMaking.Attempt(() => content = FileContent.Of(invocation.Files, invocation.Absolute(name), name));
            if (content is null)
            {
                yield return invocation.Fail(1, Unreadable(invocation.Name, tool.Compression, name, errno!.Value));
                continue;
            }
            foreach (var step in unpacks ? Unpack(invocation, tool, options, content) : Pack(invocation, tool, options, content)) yield return step;
        }
    }

    private static string Unreadable(string program, string compression, string name, Errno errno) => compression switch
    {
        "zst" when errno == Errno.NoEntry => $"zstd: can't stat {name} : {errno.Describe()} -- ignored ",
        "zst" => $"zstd: {name} is not a regular file -- ignored ",
        "gz" when errno == Errno.IsDirectory => $"gzip: {name} is a directory -- ignored",
        "bz2" => $"{program}: Can't open input file {name}: {errno.Describe()}.",
        _ => $"{(compression == "gz" ? "gzip" : program)}: {name}: {errno.Describe()}",
    };

    private static IEnumerable<Step> Unpack(Invocation invocation, Tool tool, Options options, FileContent content)
    {
        var path = invocation.Absolute(content.Name);
        if (options.Has("l"))
        {
            if (Unpacking.Complaint(content, tool.Compression) is not null && content.Defect is Defect.Header or Defect.Empty || content.Compression != tool.Compression)
                yield return invocation.Fail(1, tool.Compression == "zst" ? $"File \"{content.Name}\" not compressed by zstd " : $"gzip: {content.Name}: not in gzip format");
            else yield return new Step.Out(PackedListing.Row(tool.Compression, content));
            yield break;
        }
        var output = options["o"] ?? Stem(content.Name);
        var stdout = tool.ToOutput || options.Has("c") || content.Name == "-";
        if (!options.Has("t") && !stdout && Blocked(invocation, tool, options, content.Name, output) is { } blocked)
        {
            yield return blocked;
            yield break;
        }
        if (content.Name != "-")
            foreach (var step in Unpacking.Read(invocation, content, path)) yield return step;
        var complaint = Unpacking.Complaint(content, tool.Compression);
        if (options.Has("t")) Unpacking.RecordCheck(invocation, content, complaint is null);
        if (complaint is not null)
        {
            yield return invocation.Fail(1, complaint);
            yield break;
        }
        if (options.Has("t"))
        {
            if (tool.Compression == "zst" && !options.Has("q")) yield return new Step.Err($"{content.Name,-20}: {Sizes.Text(content.Bytes)} bytes \n");
            else if (options.Has("v")) yield return new Step.Err($"{content.Name}:\t OK\n");
            yield break;
        }
        var unpacked = content with { Compression = null, Size = content.Bytes };
        if (stdout)
        {
            yield return content.Meaning is string text ? new Step.Out(text)
                : invocation.OutputIsTerminal
                    ? invocation.Fail(255, $"PveLab: the bytes of '{content.Name}' are not simulated; send them into a file or to vma, tar or another archive tool")
                : new Step.Bytes(unpacked);
            yield break;
        }
        foreach (var step in Store(invocation, tool, unpacked, output)) yield return step;
        if (invocation.ExitCode != 0) yield break;
        if (tool.Compression == "zst" && !options.Has("q")) yield return new Step.Err($"{content.Name,-20}: {Sizes.Text(content.Bytes)} bytes \n");
        if (tool.Compression is "gz" or "bz2" && !options.Has("k") || options.Has("rm")) FileMaking.Attempt(() => invocation.Files.Remove(path));
    }

    private static IEnumerable<Step> Pack(Invocation invocation, Tool tool, Options options, FileContent content)
    {
        var path = invocation.Absolute(content.Name);
        var output = options["o"] ?? content.Name + "." + tool.Compression;
        var stdout = options.Has("c") || content.Name == "-" && options["o"] is null;
        if (stdout && invocation.OutputIsTerminal)
        {
            yield return invocation.Fail(1, tool.Compression switch
            {
                "zst" => "zstd: stdout is a console, aborting",
                "gz" => "gzip: compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h",
                _ => $"{invocation.Name}: compressed data not written to a terminal. Use -f to force compression.",
            });
            yield break;
        }
        if (!stdout && Blocked(invocation, tool, options, content.Name, output) is { } blocked)
        {
            yield return blocked;
            yield break;
        }
        var length = 32 + (long)(content.Bytes * (content.Compression is null ? tool.Ratio : 1));
        if (content.Name != "-")
            foreach (var step in Unpacking.Pass(invocation, content.Size,
                [.. Unpacking.Lanes(invocation, path), new Sim.Cluster.LaneUse(new Sim.Cluster.Lane(invocation.Name, tool.Speed))])) yield return step;
        var packed = content with { Compression = tool.Compression, Size = length };
        if (stdout)
        {
            yield return new Step.Bytes(packed);
            yield break;
        }
        foreach (var step in Store(invocation, tool, packed, output)) yield return step;
        if (invocation.ExitCode != 0) yield break;
        if (tool.Compression == "zst" && !options.Has("q"))
            yield return new Step.Err(string.Create(CultureInfo.InvariantCulture,
                $"{content.Name,-20} :{length * 100.0 / Math.Max(1, content.Bytes):0.00}%   ({content.Bytes,6} B => {length,6} B, {output}) \n"));
        if (tool.Compression is "gz" or "bz2" && !options.Has("k") || options.Has("rm")) FileMaking.Attempt(() => invocation.Files.Remove(path));
    }

    private static IEnumerable<Step> Store(Invocation invocation, Tool tool, FileContent content, string output)
    {
        if (FileMaking.Attempt(() => ByteFiles.Write(invocation.Files, invocation.Absolute(output), content)) is { } errno)
        {
            FileMaking.Attempt(() => invocation.Files.Remove(invocation.Absolute(output)));
            yield return invocation.Fail(1, tool.Compression == "zst" ? $"zstd: error 70 : Write error : cannot write block : {errno.Describe()} "
                : $"{invocation.Name}: {output}: {errno.Describe()}");
        }
    }

    private static Step.Err? Blocked(Invocation invocation, Tool tool, Options options, string name, string output)
    {
        if (output == name)
            return invocation.Fail(1, tool.Compression == "zst"
                ? $"zstd: {name}: unknown suffix (.zst/.tzst expected). Can't derive the output file name. Specify it with -o dstFileName. Ignoring."
                : $"{invocation.Name}: {name}: unknown suffix -- ignored");
        if (options.Has("f") || !invocation.Files.Exists(invocation.Absolute(output))) return null;
        return invocation.Fail(tool.Compression == "gz" ? 2 : 1, tool.Compression switch
        {
            "zst" => $"zstd: {output} already exists; overwrite (y/n) ? Not overwritten  ",
            "gz" => $"gzip: {output} already exists;\tnot overwritten",
            "lzop" => $"lzop: {output}: already exists; not overwritten",
            _ => $"{invocation.Name}: Output file {output} already exists.",
        });
    }

    private static string Stem(string name) => name.EndsWith(".tgz", StringComparison.Ordinal) ? name[..^4] + ".tar"
        : FileContent.CompressionOf(name) is { } compression && name.EndsWith("." + compression, StringComparison.Ordinal) ? name[..^(compression.Length + 1)] : name;
}
