using PveLab.Sim;

namespace PveLab.Shell.Tools;

/// <summary>reboot, poweroff, halt and shutdown: the node stops its guests and services, then starts again or stays off.</summary>
internal static class Power
{
    private static readonly OptionTable Table = new("f/force", "r/reboot", "h", "P/poweroff", "p", "H/halt", "/no-wall", "!c", "!k", "!w/wtmp-only", "!d/no-wtmp")
    {
        Usage = "[OPTIONS...]",
    };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        if (invocation.Name == "shutdown" && options.Operands.FirstOrDefault() is not ("now" or "+0"))
            return [invocation.Fail(255, "PveLab: a 'shutdown' at a later time than 'now' is not simulated")];
        return ShutDown(invocation, reboot: invocation.Name == "reboot" || options.Has("r"), options.Has("f"));
    }

    /// <summary>Shuts the node down; by force it does not wait for its guests.</summary>
    public static IEnumerable<Step> ShutDown(Invocation invocation, bool reboot, bool force)
    {
        if (force)
        {
            invocation.Node.Host.PowerOff();
            if (reboot) invocation.Node.Host.PowerOn();
            yield break;
        }
        string? refusal = null;
        try
        {
            invocation.Node.Power.ShutDown(reboot);
        }
        catch (PveException error)
        {
            refusal = error.Message;
        }
        yield return refusal is null
            ? new Step.Err($"\nBroadcast message from root@{invocation.Node.Name} on pts/1:\n\nThe system will {(reboot ? "reboot" : "power off")} now!\n\n")
            : invocation.Fail(1, $"Call to {(reboot ? "Reboot" : "PowerOff")} failed: {refusal}");
    }
}
