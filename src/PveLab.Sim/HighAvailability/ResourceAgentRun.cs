namespace PveLab.Sim.HighAvailability;

/// <summary>One wish carried out on a guest by an LRM's worker (pve-ha-manager: exec_resource_agent of PVE/HA/LRM.pm).</summary>
/// <param name="environment">What the LRM stands on.</param>
/// <param name="sid">The service.</param>
/// <param name="config">Its configuration when the worker began; null when it had none.</param>
/// <param name="wish">What is wanted.</param>
internal sealed class ResourceAgentRun(IHaEnvironment environment, string sid, HaServiceConfig? config, LrmWish wish)
{
    private readonly string name = sid[(sid.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>How it ended.</summary>
    internal int ExitCode { get; private set; } = HaExitCode.NotExecuted;

    /// <summary>Carries it out; what goes wrong underneath is told to the log and leaves <see cref="HaExitCode.NotExecuted"/>.</summary>
    internal IEnumerable<TimeSpan> Run()
    {
        using var steps = Execute().GetEnumerator();
        while (true)
        {
            try
            {
                if (!steps.MoveNext()) yield break;
            }
            catch (PveException error)
            {
                environment.Log(HaLogLevel.Err, error.Message);
                yield break;
            }
            yield return steps.Current;
        }
    }

    private IEnumerable<TimeSpan> Execute()
    {
        var type = sid[..sid.IndexOf(':', StringComparison.Ordinal)];
        if (environment.AgentOf(type) is not { } agent)
            return Fail(HaExitCode.UnknownServiceType, $"service type '{type}' not implemented");
        if (config is null) return Fail(HaExitCode.UnknownService, $"missing resource configuration for '{sid}'");
        if (wish.Status == HaServiceStatus.Error)
            return Fail(HaExitCode.Success, $"service {sid} is in an error state and needs manual intervention."
                + " Look up 'ERROR RECOVERY' in the documentation.");
        if (config.Node != environment.Node) return Fail(HaExitCode.WrongNode, $"service '{sid}' not on this node");
        return wish.Status switch
        {
            HaServiceStatus.Started => Start(agent),
            HaServiceStatus.RequestStop or HaServiceStatus.Stopped => Stop(agent),
            HaServiceStatus.Migrate or HaServiceStatus.Relocate or HaServiceStatus.RequestStartBalance => Move(agent, config.Node),
            _ => Fail(HaExitCode.UnknownCommand, $"implement me (cmd '{HaText.Of(wish.Status)}')"),
        };
    }

    private IEnumerable<TimeSpan> Fail(int code, string text)
    {
        environment.Log(HaLogLevel.Err, text);
        ExitCode = code;
        return [];
    }

    private IEnumerable<TimeSpan> Start(IHaAgent agent)
    {
        ExitCode = HaExitCode.Success;
        if (agent.IsRunning(name)) yield break;
        environment.Log(HaLogLevel.Info, $"starting service {sid}");
        ExitCode = HaExitCode.NotExecuted;
        foreach (var pause in agent.Start(name)) yield return pause;
        if (agent.IsRunning(name))
        {
            environment.Log(HaLogLevel.Info, $"service status {sid} started");
            ExitCode = HaExitCode.Success;
        }
        else
        {
            environment.Log(HaLogLevel.Warning, $"unable to start service {sid}");
            ExitCode = HaExitCode.Error;
        }
    }

    private IEnumerable<TimeSpan> Stop(IHaAgent agent)
    {
        ExitCode = HaExitCode.Success;
        if (!agent.IsRunning(name)) yield break;
        environment.Log(HaLogLevel.Info, $"stopping service {sid}{(wish.Timeout is { } seconds ? $" (timeout={seconds})" : "")}");
        ExitCode = HaExitCode.NotExecuted;
        foreach (var pause in agent.Shutdown(name, wish.Timeout)) yield return pause;
        var stopped = !agent.IsRunning(name);
        environment.Log(HaLogLevel.Info, stopped ? $"service status {sid} stopped" : $"unable to stop service {sid} (still running)");
        ExitCode = stopped ? HaExitCode.Success : HaExitCode.Error;
    }

    private IEnumerable<TimeSpan> Move(IHaAgent agent, string node)
    {
        if (wish.Target is not { } target) throw new PveException($"{HaText.Of(wish.Status)} '{sid}' failed - missing target");
        ExitCode = HaExitCode.Success;
        if (node == target) yield break;
        if (wish.Status == HaServiceStatus.RequestStartBalance && agent.IsRunning(name))
        {
            environment.Log(HaLogLevel.Info, $"ignoring rebalance-on-start for service {sid} - already running");
            ExitCode = HaExitCode.Ignored;
            yield break;
        }
        ExitCode = HaExitCode.NotExecuted;
        foreach (var pause in agent.Migrate(name, target, wish.Status == HaServiceStatus.Migrate)) yield return pause;
        ExitCode = agent.IsHere(name) ? HaExitCode.Error : HaExitCode.Success;
        if (ExitCode == HaExitCode.Error) environment.Log(HaLogLevel.Err, $"service {sid} not moved (migration error)");
    }
}
