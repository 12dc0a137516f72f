using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>
/// find: -name -iname -path -type -mtime -mmin -size -newer -empty -maxdepth -mindepth -print -print0 -delete -exec … \; and +, with ! -not -a -o ( ).
/// </summary>
internal static class Find
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var starts = invocation.Arguments.TakeWhile(a => a.Length == 0 || (a[0] != '-' && a is not ("(" or "!"))).ToList();
        var parser = new FindExpression(invocation, [.. invocation.Arguments.Skip(starts.Count)]);
        var expression = parser.Parse();
        if (parser.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        foreach (var start in starts.Count == 0 ? ["."] : starts)
        {
            var errno = invocation.Files.TryLocate(invocation.Absolute(start), false, out var located);
            if (errno is not null || located!.Entry is null)
            {
                yield return invocation.Fail(1, $"find: ‘{start}’: {(errno ?? Errno.NoEntry).Describe()}");
                continue;
            }
            foreach (var step in Walk(new FindVisit(invocation, start, invocation.Absolute(start), located.Entry, 0), expression, parser)) yield return step;
        }
        foreach (var batch in parser.Batches)
            foreach (var step in batch.Finish()) yield return step;
    }

    private static IEnumerable<Step> Walk(FindVisit visit, FindTest expression, FindExpression limits)
    {
        var here = visit.Depth >= limits.MinDepth;
        if (here && !limits.Deletes)
            foreach (var step in expression(visit)) yield return step;
        var entry = visit.Entry is DirectoryEntry && visit.Invocation.Files.MountAt(visit.Path) is { } mount ? mount.FileSystem.Root : visit.Entry;
        if (entry is DirectoryEntry directory && visit.Depth < limits.MaxDepth)
        {
            if (visit.Invocation.Files.TryLocate(visit.Path, true, out _) is { } errno)
                yield return visit.Invocation.Fail(1, $"find: ‘{visit.Name}’: {errno.Describe()}");
            else
                foreach (var (name, child) in directory.Entries.ToList())
                    foreach (var step in Walk(new FindVisit(visit.Invocation, UnixPath.Join(visit.Name, name), UnixPath.Join(visit.Path, name), child, visit.Depth + 1), expression,
                        limits))
                        yield return step;
        }
        if (here && limits.Deletes)
            foreach (var step in expression(visit)) yield return step;
    }

    internal static FindTest When(Func<FindVisit, bool> predicate) => visit =>
    {
        visit.Matched = predicate(visit);
        return [];
    };

    internal static IEnumerable<Step> Execute(Invocation invocation, IReadOnlyList<string> words, FindVisit? visit)
    {
        if (invocation.Child(words, Pipe.Empty()) is not { } child)
        {
            yield return invocation.Fail(visit is null ? 1 : invocation.ExitCode, $"find: ‘{words[0]}’: No such file or directory");
            if (visit is not null) visit.Matched = false;
            yield break;
        }
        foreach (var step in child.Steps()) yield return step;
        if (visit is not null) visit.Matched = child.ExitCode == 0;
        else if (child.ExitCode != 0) invocation.ExitCode = 1;
    }
}
