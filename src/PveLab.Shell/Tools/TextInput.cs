using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>A piece of input: a line, or a step of the upstream to yield on.</summary>
/// <param name="Passed">The step to yield on; null: this is a line.</param>
/// <param name="Line">The line without its end.</param>
/// <param name="Complete">A line end followed: false only for a last line without one.</param>
internal readonly record struct InputPiece(Step? Passed, string Line, bool Complete);

/// <summary>Reading the files named on a command line, or standard input.</summary>
internal static class TextInput
{
    /// <summary>Most bytes a tool gathers before it answers (sort, tac, …).</summary>
    public const int GatherLimit = 16 << 20;

    /// <summary>The file's text (<c>-</c>: standard input); null: it cannot be read, <paramref name="errno"/> tells why.</summary>
    public static Pipe? Open(this Invocation invocation, string name, out Errno errno)
    {
        errno = default;
        if (name == "-") return invocation.Input;
        var path = invocation.Absolute(name);
        if (path is "/dev/stdin") return invocation.Input;
        if (path is "/dev/null") return Pipe.Empty();
        if (invocation.Files.TryLocate(path, true, out var located) is { } problem)
        {
            errno = problem;
            return null;
        }
        if (located!.Entry is null or DirectoryEntry)
        {
            errno = located.Entry is null ? Errno.NoEntry : Errno.IsDirectory;
            return null;
        }
        if (located.Entry is BlobFile { Payload: Sim.Zfs.ZfsStream } && !invocation.OutputIsTerminal)
            return new Pipe([new Step.Bytes(Archives.FileContent.Of(invocation.Files, path, name))]);
        if (located.Entry is BlobFile { Size: > 0 }) return NotSimulated(invocation, name);
        return Pipe.Of(invocation.Files.ReadText(path));
    }

    /// <summary>Of an archive or disk image only size and meaning are simulated: reading its bytes as text is refused, never silently empty.</summary>
    private static Pipe NotSimulated(Invocation invocation, string name)
    {
        invocation.ExitCode = 255;
        return new Pipe([new Step.Err($"PveLab: the bytes of '{name}' are not simulated (cp, mv, rm and sha256sum work on it)\n")]);
    }

    /// <summary>Cuts input into lines as they come.</summary>
    public static IEnumerable<InputPiece> Lines(this Pipe pipe)
    {
        var partial = "";
        foreach (var step in pipe)
        {
            if (step is not Step.Out { Text: var text })
            {
                yield return new(step, "", false);
                continue;
            }
            var start = 0;
            for (int end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
            {
                yield return new(null, partial + text[start..end], true);
                partial = "";
            }
            partial += text[start..];
        }
        if (partial.Length > 0) yield return new(null, partial, false);
    }

    /// <summary>
    /// The lines of several files one after another (none: standard input). A file that cannot be read gives a complaint and exit status 1.
    /// </summary>
    /// <param name="invocation">The tool.</param>
    /// <param name="names">The operands.</param>
    /// <param name="complaint">Begins the complaint; <c>{0}</c> stands for the file.</param>
    /// <param name="status">Exit status then.</param>
    public static IEnumerable<InputPiece> LinesOf(this Invocation invocation, IReadOnlyList<string> names, string complaint = "{0}: ", int status = 1)
    {
        foreach (var name in names.Count == 0 ? ["-"] : names)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return new(invocation.Fail(status, $"{invocation.Name}: {complaint.Replace("{0}", name, StringComparison.Ordinal)}{errno.Describe()}"), "", false);
                continue;
            }
            foreach (var piece in pipe.Lines()) yield return piece;
        }
    }

    /// <summary>A word as GNU tools quote it in messages, in a UTF-8 locale.</summary>
    public static string Curly(string word) => "‘" + word + "’";

    /// <summary>A file name as GNU tools quote it where it could be typed again.</summary>
    public static string Quoted(string name) => "'" + name.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
