namespace PveLab.Shell.Tools;

/// <summary>ps, ps aux, ps -ef, ps -e and ps -p PID.</summary>
internal static class Ps
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var (all, full, users, only) = (false, false, false, new List<string>());
        for (var i = 0; i < invocation.Arguments.Count; i++)
        {
            var argument = invocation.Arguments[i];
            if (argument is "-p" && i + 1 < invocation.Arguments.Count) only.AddRange(invocation.Arguments[++i].Split(','));
            else if (argument is "aux" or "-aux" or "axu" or "auxww" or "auxf") (all, users) = (true, true);
            else if (argument is "-ef" or "-eF" or "-Af") (all, full) = (true, true);
            else if (argument is "-e" or "-A" or "ax" or "-ax") all = true;
            else if (argument is "-f") full = true;
            else
            {
                yield return invocation.Fail(255, $"PveLab: option '{argument}' of 'ps' is not simulated");
                yield break;
            }
        }
        var shown = NodeProcesses.Of(invocation.Node, string.Join(' ', invocation.Arguments.Prepend("ps")))
            .Where(p => only.Count > 0 ? only.Contains(Sizes.Text(p.Pid)) : all || p.Terminal != "?").ToList();
        if (only.Count > 0 && shown.Count == 0) invocation.ExitCode = 1;
        yield return new Step.Out(users ? "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
            : full ? "UID          PID    PPID  C STIME TTY          TIME CMD\n" : "    PID TTY          TIME CMD\n");
        foreach (var process in shown) yield return new Step.Out(Row(invocation, process, users, full) + "\n");
    }

    private static string Row(Invocation invocation, NodeProcess process, bool users, bool full)
    {
        var pid = Sizes.Text(process.Pid);
        var today = invocation.Node.Clock.Now - process.Started < TimeSpan.FromHours(24);
        var start = Dates.Format(today ? "%H:%M" : "%b%d", process.Started, invocation.Node.Datacenter.Zone);
        if (users)
        {
            var share = FormattableString.Invariant($"{process.Memory * 100.0 / invocation.Node.Memory:0.0}");
            var size = Sizes.Text(process.Memory >> 10);
            return $"{process.User,-8} {pid,7}  0.0 {share,4} {Sizes.Text((process.Memory >> 10) * 2),6} {size,5} {process.Terminal,-8} S    {start,-6} 0:00 {process.Command}";
        }
        return full
            ? $"{process.User,-8} {pid,7} {Sizes.Text(process.Parent),7}  0 {start,5} {process.Terminal,-8} 00:00:00 {process.Command}"
            : $"{pid,7} {process.Terminal,-8} 00:00:00 {Short(process.Command)}";
    }

    /// <summary>The short name of a command line.</summary>
    internal static string Short(string command)
    {
        var first = command.TrimStart('-').Split(' ')[0];
        return first[(first.LastIndexOf('/') + 1)..].TrimEnd(':');
    }
}
