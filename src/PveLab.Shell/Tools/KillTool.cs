using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tools;

/// <summary>kill: tasks, guests and services take a signal; other processes only look as if they were there.</summary>
internal static class KillTool
{
    private static readonly int[] Harmless = [0, 1, 10, 12, 13, 18];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var signal = 15;
        var words = invocation.Arguments.ToList();
        if (words.Count > 0 && words[0] is "-l" or "-L")
        {
            yield return new Step.Out(" 1) SIGHUP\t 2) SIGINT\t 3) SIGQUIT\t 6) SIGABRT\t 9) SIGKILL\n15) SIGTERM\t18) SIGCONT\t19) SIGSTOP\n");
            yield break;
        }
        if (words is ["-s" or "-n", var name, ..])
        {
            words.RemoveRange(0, 2);
            words.Insert(0, "-" + name);
        }
        if (words.Count > 0 && words[0].StartsWith('-') && words[0] != "--")
        {
            if (Signals.Parse(words[0][1..]) is not { } given)
            {
                yield return invocation.Fail(1, $"-bash: kill: {words[0][1..]}: invalid signal specification");
                yield break;
            }
            signal = given;
            words.RemoveAt(0);
        }
        if (words.Count == 0) yield return invocation.Fail(2, "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]");
        foreach (var word in words)
        {
            if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) yield return invocation.Fail(1,
                $"-bash: kill: {word}: arguments must be process or job IDs");
            else if (!NodeProcesses.Of(invocation.Node, "kill").Any(p => p.Pid == pid)) yield return invocation.Fail(1, $"-bash: kill: ({word}) - No such process");
            else if (!Signal(invocation.Node, pid, signal)) yield return invocation.Fail(255, $"PveLab: sending a signal to process {word} is not simulated");
        }
    }

    /// <summary>Sends a signal; false when what that does is not simulated.</summary>
    public static bool Signal(Node node, long pid, int signal)
    {
        if (signal == 0) return true;
        node.Datacenter.Facts.Touch();
        if (node.Tasks.All.FirstOrDefault(t => t.IsRunning && t.Upid.Pid == pid) is { } task)
        {
            if (signal == 9) task.AbortedAs = "unexpected status";
            task.Abort();
            return true;
        }
        if (node.Guests.VirtualMachines.Running.FirstOrDefault(g => g.Pid == pid) is { } guest)
        {
            if (Array.IndexOf(Harmless, signal) < 0) guest.Stop();
            return true;
        }
        if (node.Services.All.FirstOrDefault(s => s.Pid == pid) is not { } service) return Array.IndexOf(Harmless, signal) >= 0;
        if (signal == 1) service.Reload();
        else if (Array.IndexOf(Harmless, signal) < 0) service.Die(signal);
        return true;
    }
}
