using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>mkdir, rmdir, touch, ln, chmod and chown.</summary>
internal static class FileMaking
{
    private static readonly OptionTable MkdirTable = new("p/parents", "v/verbose", "m:/mode:", "!Z/context?") { Usage = "[OPTION]... DIRECTORY..." };
    private static readonly OptionTable RmdirTable = new("p/parents", "v/verbose", "/ignore-fail-on-non-empty") { Usage = "[OPTION]... DIRECTORY..." };
    private static readonly OptionTable TouchTable = new("c/no-create", "d:/date:", "r:/reference:", "m", "a", "!t:", "!h/no-dereference", "!/time:") { Usage = "[OPTION]... FILE..." };
    private static readonly OptionTable LnTable = new("s/symbolic", "f/force", "n/no-dereference", "v/verbose", "T/no-target-directory", "!r/relative", "!b",
        "!i/interactive", "!t:/target-directory:", "!L/logical", "!P/physical")
    { Usage = "[OPTION]... TARGET LINK_NAME" };
    private static readonly OptionTable ModeTable = new("R/recursive", "v/verbose", "f/silent", "c/changes", "!/reference:") { Usage = "[OPTION]... MODE FILE..." };

    public static IEnumerable<Step> Mkdir(Invocation invocation)
    {
        var options = MkdirTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 1, "missing operand")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        foreach (var name in options.Operands)
        {
            if (Attempt(() => invocation.Files.CreateDirectory(invocation.Absolute(name), options.Has("p"))) is { } errno)
            {
                yield return invocation.Fail(1, $"mkdir: cannot create directory {TextInput.Curly(name)}: {errno.Describe()}");
                continue;
            }
            if (options["m"] is { } mode && Modes.Change(mode, 0x1FF, true) is { } bits) invocation.Files.Get(invocation.Absolute(name)).Mode = bits;
            if (options.Has("v")) yield return new Step.Out($"mkdir: created directory {TextInput.Quoted(name)}\n");
        }
    }

    public static IEnumerable<Step> Rmdir(Invocation invocation)
    {
        var options = RmdirTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 1, "missing operand")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        foreach (var operand in options.Operands)
        {
            for (var name = operand; name.Length > 0 && name is not ("." or "/"); name = options.Has("p") ? UnixPath.Directory(name) : "")
            {
                var path = invocation.Absolute(name);
                var errno = invocation.Files.Find(path, followLast: false) is { } and not DirectoryEntry ? Errno.NotDirectory : Attempt(() => invocation.Files.Remove(path));
                if (errno is null)
                {
                    if (options.Has("v")) yield return new Step.Out($"rmdir: removing directory, {TextInput.Quoted(name)}\n");
                    continue;
                }
                if (errno != Errno.NotEmpty || !options.Has("ignore-fail-on-non-empty"))
                    yield return invocation.Fail(1, $"rmdir: failed to remove {TextInput.Quoted(name)}: {errno.Value.Describe()}");
                break;
            }
        }
    }

    public static IEnumerable<Step> Touch(Invocation invocation)
    {
        var options = TouchTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 1, "missing file operand")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        Instant? at = null;
        if (options["d"] is { } date && (at = Dates.Parse(date, invocation.Node.Clock.Now, Dates.ZoneOf(invocation, false))) is null)
        {
            yield return invocation.Fail(1, $"touch: invalid date format {TextInput.Curly(date)}");
            yield break;
        }
        if (options["r"] is { } reference)
        {
            if (invocation.Files.Find(invocation.Absolute(reference)) is not { } like)
            {
                yield return invocation.Fail(1, $"touch: failed to get attributes of {TextInput.Quoted(reference)}: No such file or directory");
                yield break;
            }
            at = like.Modified;
        }
        foreach (var name in options.Operands)
        {
            var path = invocation.Absolute(name);
            if (options.Has("c") && !invocation.Files.Exists(path)) continue;
            if (Attempt(() => invocation.Files.Touch(path, at)) is { } errno) yield return invocation.Fail(1, $"touch: cannot touch {TextInput.Quoted(name)}: {errno.Describe()}");
        }
    }

    public static IEnumerable<Step> Ln(Invocation invocation)
    {
        var options = LnTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 1, "missing file operand")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (!options.Has("s"))
        {
            yield return invocation.Fail(255, "PveLab: hard links ('ln' without '-s') are not simulated");
            yield break;
        }
        var last = options.Operands.Count > 1 ? options.Operands[^1] : ".";
        var into = !options.Has("T") && !(options.Has("n") && invocation.Files.Find(invocation.Absolute(last), false) is LinkEntry)
            && invocation.Files.IsDirectory(invocation.Absolute(last));
        foreach (var target in options.Operands.Count > 1 ? options.Operands.SkipLast(1) : options.Operands)
        {
            var name = into ? UnixPath.Join(last, UnixPath.Name(target)) : last;
            if (options.Has("f") && invocation.Files.Find(invocation.Absolute(name), false) is not (null or DirectoryEntry)) Attempt(() =>
                invocation.Files.Remove(invocation.Absolute(name)));
            if (Attempt(() => invocation.Files.CreateLink(invocation.Absolute(name), target)) is { } errno)
                yield return invocation.Fail(1, $"ln: failed to create symbolic link {TextInput.Quoted(name)}: {errno.Describe()}");
            else if (options.Has("v")) yield return new Step.Out($"{TextInput.Quoted(name)} -> {TextInput.Quoted(target)}\n");
        }
    }

    public static IEnumerable<Step> Chmod(Invocation invocation)
    {
        // A mode may look like an option (chmod -x file).
        var dashed = invocation.Arguments.Count > 0 && invocation.Arguments[0].Length > 1 && invocation.Arguments[0][0] == '-'
            && invocation.Arguments[0].AsSpan(1).IndexOfAnyExcept("rwxX") < 0;
        var options = dashed ? new Options() : ModeTable.Parse(invocation);
        if (dashed) options.Operands.AddRange(invocation.Arguments);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 2, options.Operands.Count == 0 ? "missing operand"
            : $"missing operand after {TextInput.Curly(options.Operands[0])}")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        var mode = options.Operands[0];
        if (Modes.Change(mode, 0, false) is null)
        {
            yield return invocation.Fail(1, $"chmod: invalid mode: {TextInput.Curly(mode)}\nTry 'chmod --help' for more information.");
            yield break;
        }
        foreach (var name in options.Operands.Skip(1))
        {
            if (invocation.Files.Find(invocation.Absolute(name)) is not { } entry) yield return invocation.Fail(1,
                $"chmod: cannot access {TextInput.Quoted(name)}: No such file or directory");
            else
                foreach (var each in Each(invocation, entry, options.Has("R"))) each.Mode = Modes.Change(mode, each.Mode, each is DirectoryEntry) ?? each.Mode;
        }
    }

    public static IEnumerable<Step> Chown(Invocation invocation)
    {
        var options = ModeTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options.Operands.Count, 2, options.Operands.Count == 0 ? "missing operand"
            : $"missing operand after {TextInput.Curly(options.Operands[0])}")) is { } problem)
        {
            yield return problem;
            yield break;
        }
        var parts = options.Operands[0].Split(':', 2);
        foreach (var name in options.Operands.Skip(1))
        {
            if (invocation.Files.Find(invocation.Absolute(name)) is not { } entry)
            {
                yield return invocation.Fail(1, $"{invocation.Name}: cannot access {TextInput.Quoted(name)}: No such file or directory");
                continue;
            }
            foreach (var each in Each(invocation, entry, options.Has("R")))
            {
                if (parts[0].Length > 0) each.Owner = parts[0];
                if (parts.Length > 1) each.Group = parts[1].Length > 0 ? parts[1] : parts[0];
            }
        }
    }

    /// <summary>What changes hands or rights.</summary>
    private static IEnumerable<FileEntry> Each(Invocation invocation, FileEntry entry, bool below)
    {
        invocation.Node.Datacenter.Facts.Touch();
        yield return entry;
        if (!below || entry is not DirectoryEntry directory) yield break;
        foreach (var child in directory.Entries.Values)
            foreach (var each in Each(invocation, child, true)) yield return each;
    }

    /// <summary>Does something with files; the error number when it fails.</summary>
    public static Errno? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (FileException error)
        {
            return error.Errno;
        }
    }

    private static Step.Err? Missing(Invocation invocation, int given, int needed, string message) => given >= needed ? null
        : invocation.Fail(1, $"{invocation.Name}: {message}\nTry '{invocation.Name} --help' for more information.");
}
