using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>basename, dirname, realpath and readlink.</summary>
internal static class Paths
{
    private static readonly OptionTable BaseTable = new("a/multiple", "s:/suffix:", "!z/zero") { Usage = "NAME [SUFFIX]" };
    private static readonly OptionTable DirTable = new("!z/zero") { Usage = "[OPTION] NAME..." };
    private static readonly OptionTable RealTable = new("e/canonicalize-existing", "m/canonicalize-missing", "q/quiet", "s/no-symlinks", "!L/logical",
        "!P/physical", "!z/zero", "!/relative-to:");
    private static readonly OptionTable LinkTable = new("f/canonicalize", "e/canonicalize-existing", "m/canonicalize-missing", "n/no-newline", "q/quiet", "v/verbose", "!z/zero");

    public static IEnumerable<Step> Basename(Invocation invocation)
    {
        var options = BaseTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options)) is { } problem)
        {
            yield return problem;
            yield break;
        }
        var several = options.Has("a") || options.Has("s");
        var suffix = options["s"] ?? (options.Operands.Count > 1 ? options.Operands[1] : "");
        foreach (var operand in several ? options.Operands : options.Operands.Take(1))
        {
            var name = operand.Length == 0 ? "" : UnixPath.Name(operand);
            yield return new Step.Out((suffix.Length > 0 && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name) + "\n");
        }
    }

    public static IEnumerable<Step> Dirname(Invocation invocation)
    {
        var options = DirTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options)) is { } problem) yield return problem;
        else
            foreach (var operand in options.Operands) yield return new Step.Out((operand.Length == 0 ? "." : UnixPath.Directory(operand)) + "\n");
    }

    public static IEnumerable<Step> Realpath(Invocation invocation)
    {
        var options = RealTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options)) is { } problem)
        {
            yield return problem;
            yield break;
        }
        foreach (var operand in options.Operands)
        {
            if (options.Has("s") || options.Has("m")) yield return new Step.Out(invocation.Absolute(operand) + "\n");
            else if (Resolve(invocation, operand, options.Has("e"), out var errno) is { } real) yield return new Step.Out(real + "\n");
            else yield return invocation.Fail(1, $"realpath: {operand}: {errno.Describe()}");
        }
    }

    public static IEnumerable<Step> Readlink(Invocation invocation)
    {
        var options = LinkTable.Parse(invocation);
        if ((options.Problem ?? Missing(invocation, options)) is { } problem)
        {
            yield return problem;
            yield break;
        }
        var canonical = options.Last("f", "e", "m");
        foreach (var operand in options.Operands)
        {
            var text = canonical switch
            {
                null => invocation.Files.Find(invocation.Absolute(operand), followLast: false) is LinkEntry link ? invocation.Files.TargetOf(link) : null,
                "m" => invocation.Absolute(operand),
                _ => Resolve(invocation, operand, canonical == "e", out _),
            };
            if (text is null) invocation.ExitCode = 1;
            else yield return new Step.Out(options.Has("n") ? text : text + "\n");
        }
    }

    private static string? Resolve(Invocation invocation, string operand, bool mustExist, out Errno errno)
    {
        errno = invocation.Files.TryLocate(invocation.Absolute(operand), true, out var located) ?? Errno.NoEntry;
        return located is null || (mustExist && located.Entry is null) ? null : located.RealPath;
    }

    private static Step.Err? Missing(Invocation invocation, Options options) => options.Operands.Count > 0 ? null
        : invocation.Fail(1, $"{invocation.Name}: missing operand\nTry '{invocation.Name} --help' for more information.");
}
