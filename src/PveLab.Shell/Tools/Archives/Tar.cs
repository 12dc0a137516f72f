using System.Collections.Immutable;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Archives;

/// <summary>tar -c, -t and -x.</summary>
internal static class Tar
{
    private static readonly OptionTable Table = new(
        "c/create", "t/list", "x/extract", "f:/file:", "v/verbose", "z/gzip", "j/bzip2", "/zstd", "/lzop", "a/auto-compress", "C:/directory:", "p/preserve-permissions", "O/to-stdout",
        "/numeric-owner", "k/keep-old-files", "/strip-components:", "!r/append", "!u/update", "!A/catenate", "!d/diff", "!J/xz", "!/exclude:", "!/one-file-system", "!T:/files-from:",
        "!/wildcards", "!h/dereference", "!/remove-files", "!I:/use-compress-program:", "!P/absolute-names", "!/acls", "!/xattrs", "!/sparse")
    { UsageStatus = 64, Usage = "[OPTION...] [FILE]..." };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var shaped = OldStyle(invocation);
        var options = Table.Parse(shaped);
        if (options.Problem is { } problem)
        {
            invocation.ExitCode = shaped.ExitCode;
            return [problem];
        }
        var modes = ((string[])["c", "t", "x"]).Where(options.Has).ToList();
        if (modes.Count != 1)
            return [invocation.Fail(2, modes.Count == 0
                ? "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'tar --help' or 'tar --usage' for more information."
                : "tar: You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option\nTry 'tar --help' or 'tar --usage' for more information.")];
        return modes[0] == "c" ? TarMaking.Create(invocation, options) : Read(invocation, options);
    }

    /// <summary><c>tar xzf FILE</c>: the first word is a bundle of letters without a dash.</summary>
    private static Invocation OldStyle(Invocation invocation) => invocation.Arguments.Count > 0 && invocation.Arguments[0] is { Length: > 0 } first && first[0] != '-'
        && !first.Contains('/', StringComparison.Ordinal)
        ? invocation.With(["-" + first, .. invocation.Arguments.Skip(1)]) : invocation;

    /// <summary>The compression that options or, for reading, the file itself say.</summary>
    public static string? Compression(Options options, string file) => options.Last("z", "j", "zstd", "lzop", "a") switch
    {
        "z" => "gz",
        "j" => "bz2",
        "zstd" => "zst",
        "lzop" => "lzo",
        "a" => FileContent.CompressionOf(file),
        _ => null,
    };

    private static IEnumerable<Step> Read(Invocation invocation, Options options)
    {
        var name = options["f"] ?? "-";
        if (name == "-" && invocation.InputIsTerminal)
        {
            yield return invocation.Fail(2, "tar: Refusing to read archive contents from terminal (missing -f option?)\ntar: Error is not recoverable: exiting now");
            yield break;
        }
        FileContent? content = null;
        Errno? errno = null;
        if (name == "-")
            foreach (var step in Unpacking.Gather(invocation, c => content = c)) yield return step;
        else errno = FileMaking.Attempt(() => content = FileContent.Of(invocation.Files, invocation.Absolute(name), name));
        if (content is null)
        {
            yield return invocation.Fail(2, $"tar: {name}: Cannot open: {errno!.Value.Describe()}\ntar: Error is not recoverable: exiting now");
            yield break;
        }
        if (name != "-")
            foreach (var step in Unpacking.Read(invocation, content, invocation.Absolute(name))) yield return step;
        var packed = Compression(options, name) ?? content.Compression;
        if (packed is not null && Unpacking.Complaint(content with { Name = "(stdin)" }, packed) is { } complaint && content.Defect is not (Defect.Truncated or Defect.Data))
        {
            yield return invocation.Fail(2, complaint.Replace("(stdin)", packed == "zst" ? "/*stdin*\\" : "stdin", StringComparison.Ordinal)
                + "\ntar: Child returned status 1\ntar: Error is not recoverable: exiting now");
            yield break;
        }
        if (content.Meaning is not TarArchive tar || content.Defect is Defect.Header or Defect.Empty)
        {
            yield return content.Meaning is Sim.Backup.BackupArchive && content.Name.Contains(".tar", StringComparison.Ordinal)
                ? invocation.Fail(255, $"PveLab: the members of '{name}' are not simulated")
                : invocation.Fail(2, "tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors");
            yield break;
        }
        var whole = content.Defect switch
        {
            Defect.Truncated => tar.Members.Length * content.Size / Math.Max(1, tar.Length),
            Defect.Data => tar.Members.Length / 2,
            _ =>
            tar.Members.Length
        };
        foreach (var step in Members(invocation, options, [.. tar.Members.Take((int)Math.Min(whole, tar.Members.Length))])) yield return step;
        if (content.Defect is Defect.Truncated)
            yield return invocation.Fail(2, (packed is null ? "" : Unpacking.Complaint(content with { Name = "/*stdin*\\" }, packed) + "\n")
                + "tar: Unexpected EOF in archive\ntar: Error is not recoverable: exiting now");
        else if (content.Defect is Defect.Data)
            yield return invocation.Fail(2, "tar: Skipping to next header\ntar: Exiting with failure status due to previous errors");
    }

    private static IEnumerable<Step> Members(Invocation invocation, Options options, ImmutableArray<TarMember> members)
    {
        var wanted = options.Operands.Select(o => o.TrimEnd('/')).ToList();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var directory = options["C"] is { } into ? invocation.Absolute(into) : invocation.Directory;
        if (!invocation.Files.IsDirectory(directory))
        {
            yield return invocation.Fail(2, $"tar: {options["C"]}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now");
            yield break;
        }
        foreach (var member in members)
        {
            var match = wanted.Find(w => UnixPath.IsWithin("/" + member.Name.TrimEnd('/'), "/" + w));
            if (wanted.Count > 0 && match is null) continue;
            if (match is not null) found.Add(match);
            if (options.Has("t") || options.Has("v")) yield return new Step.Out((options.Has("t") && options.Has("v") ? Long(invocation, member) : member.Name) + "\n");
            if (options.Has("x") && Extract(invocation, options, directory, member) is { } complaint) yield return complaint;
        }
        var missing = wanted.Where(w => !found.Contains(w)).ToList();
        foreach (var name in missing) yield return invocation.Fail(2, $"tar: {name}: Not found in archive");
        if (missing.Count > 0) yield return invocation.Fail(2, "tar: Exiting with failure status due to previous errors");
    }

    private static Step? Extract(Invocation invocation, Options options, string directory, TarMember member)
    {
        if (options.Has("O")) return member.Meaning is string text ? new Step.Out(text) : null;
        var path = UnixPath.Absolute(member.Name.TrimEnd('/'), directory);
        var errno = FileMaking.Attempt(() =>
        {
            var files = invocation.Files;
            files.CreateDirectory(UnixPath.Directory(path), parents: true);
            switch (member.Entry)
            {
                case TarKind.Directory: files.CreateDirectory(path, parents: true); break;
                case TarKind.Link: files.CreateLink(path, (string)member.Meaning!); break;
                default:
                    if (member.Meaning is string content) files.WriteText(path, content);
                    else files.CreateBlob(path, member.Size, member.Meaning);
                    break;
            }
            if (files.Find(path, followLast: false) is not { } made) return;
            (made.Mode, made.Modified, made.Owner, made.Group) = (member.Mode, member.Modified, member.Owner.Split('/')[0], member.Owner.Split('/')[1]);
        });
        return errno is null ? null : invocation.Fail(2, $"tar: {member.Name}: Cannot {(errno == Errno.NoSpace ? "write" : "open")}: {errno.Value.Describe()}");
    }

    private static string Long(Invocation invocation, TarMember member)
    {
        var kind = member.Entry switch { TarKind.Directory => 'd', TarKind.Link => 'l', _ => '-' };
        var size = Sizes.Text(member.Size);
        return $"{kind}{Modes.Bits(member.Mode)} {member.Owner} {size.PadLeft(Math.Max(1, 19 - member.Owner.Length))} "
            + $"{Dates.Format("%Y-%m-%d %H:%M", member.Modified, invocation.Node.Datacenter.Zone)} {member.Name}"
            + (member.Entry == TarKind.Link ? $" -> {member.Meaning}" : "");
    }
}
