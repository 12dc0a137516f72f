namespace PveLab.Sim.HighAvailability;

/// <content>How a service goes on from where it is: one step each.</content>
public sealed partial class HaManager
{
    private static readonly string[] RemovableLocks =
        ["backup", "mounted", "migrate", "clone", "rollback", "snapshot", "snapshot-delete", "suspending", "suspended"];

    private void Take(HaService service, HaServiceConfig config, LrmResult? result)
    {
        switch (service.State.Status)
        {
            case HaServiceStatus.Stopped:
                TakeStopped(service, config);
                break;
            case HaServiceStatus.RequestStop:
                TakeRequestStop(service, result);
                break;
            case HaServiceStatus.RequestStart:
                TakeRequestStart(service, config);
                break;
            case HaServiceStatus.Started:
                TakeStarted(service, config, result);
                break;
            case HaServiceStatus.Migrate or HaServiceStatus.Relocate or HaServiceStatus.RequestStartBalance:
                TakeMoving(service, config, result);
                break;
            case HaServiceStatus.Recovery:
                TakeRecovery(service, config);
                break;
            case HaServiceStatus.Freeze when modes.GetValueOrDefault(service.State.Node, LrmMode.Unknown) == LrmMode.Active:
                Change(service, config.State == "started" ? HaServiceTrigger.Run : HaServiceTrigger.Stop);
                break;
            case HaServiceStatus.Error when config.State == "disabled":
                service.State = service.State with { FailedNodes = [] };
                Change(service, HaServiceTrigger.Stopped);
                break;
        }
    }

    private void TakeRequestStop(HaService service, LrmResult? result)
    {
        if (result is { ExitCode: HaExitCode.Success })
        {
            Change(service, HaServiceTrigger.Stopped);
        }
        else if (result is not null)
        {
            environment.Log(HaLogLevel.Err, FormattableString.Invariant($"service '{service.Sid}' stop failed (exit code {result.ExitCode})"));
            Change(service, HaServiceTrigger.Fail);
        }
        else if (nodes.IsOfflineDelayed(service.State.Node))
        {
            Change(service, HaServiceTrigger.LoseNode);
        }
    }

    private void TakeMoving(HaService service, HaServiceConfig config, LrmResult? result)
    {
        var next = config.State == "started" ? HaServiceTrigger.Run : HaServiceTrigger.Stop;
        switch (result?.ExitCode)
        {
            case HaExitCode.Success:
                Change(service, next, new(Node: service.State.Target));
                return;
            case HaExitCode.WrongNode:
                environment.Log(HaLogLevel.Err, $"service '{service.Sid}' - migration failed: service registered on wrong node!");
                Change(service, HaServiceTrigger.Fail);
                break;
            case HaExitCode.Ignored:
                environment.Log(HaLogLevel.Info, $"service '{service.Sid}' - rebalance-on-start request ignored - service already running");
                Change(service, next, new(Node: service.State.Node));
                break;
            case { } code:
                environment.Log(HaLogLevel.Err, FormattableString.Invariant($"service '{service.Sid}' - migration failed (exit code {code})"));
                Change(service, next, new(Node: service.State.Node));
                return;
        }
        if (nodes.IsOfflineDelayed(service.State.Node)) Change(service, HaServiceTrigger.LoseNode);
    }

    private void TakeStopped(HaService service, HaServiceConfig config)
    {
        if (config.Node is { } actual && actual != service.State.Node)
        {
            // After a node was fenced in the middle of a move.
            environment.Log(HaLogLevel.Info, $"fixup service '{service.Sid}' location ({service.State.Node} => {actual})");
            service.State = service.State with { Node = actual };
        }
        if (service.State.Command is { } command)
        {
            if (command.Verb == "stop")
                environment.Log(HaLogLevel.Info, $"ignore service '{service.Sid}' stop request - service already stopped");
            else if (CanMove(service, command))
            {
                Change(service, TriggerOf(command), new(service.State.Node, command.Argument));
                return;
            }
            service.State = service.State with { Command = null };
        }
        // A disabled service is nobody's concern; a stopped one is recovered like a running one, but not started.
        if (config.State == "disabled") return;
        if (nodes.IsOfflineDelayed(service.State.Node) && nodes.StatusOf(service.State.Node) != HaNodeStatus.Maintenance)
            Change(service, HaServiceTrigger.LoseNode);
        else if (config.State == "started") Change(service, HaServiceTrigger.Start, new(service.State.Node));
    }

    private void TakeRequestStart(HaService service, HaServiceConfig config)
    {
        var current = service.State.Node;
        if (environment.Settings.RebalanceOnStart)
        {
            var chosen = placement.Choose(service, config, HaPreference.BestScore) ?? current;
            environment.Log(HaLogLevel.Info,
                $"service {service.Sid}: re-balance selected {(chosen == current ? "current" : "new")} node {chosen} for startup");
            if (chosen != current)
            {
                Change(service, HaServiceTrigger.Balance, new(current, chosen));
                return;
            }
        }
        Change(service, HaServiceTrigger.Run, new(current));
    }

    // After its node was fenced: on another one, as soon as there is one.
    private void TakeRecovery(HaService service, HaServiceConfig config)
    {
        var (sid, fenced) = (service.Sid, service.State.Node);
        if (placement.Choose(service, config, HaPreference.BestScore) is not { } node)
        {
            environment.Log(HaLogLevel.Err, $"recovering service '{sid}' from fenced node '{fenced}' failed, no recovery node found");
            if (config.State != "disabled") return;
            service.State = service.State with { FailedNodes = [] };
            Change(service, HaServiceTrigger.Stopped);
            return;
        }
        environment.Log(HaLogLevel.Info, node == fenced
            ? $"recover service '{sid}' to previous failed and fenced node '{fenced}' again"
            : $"recover service '{sid}' from fenced node '{fenced}' to node '{node}'");
        if (environment.AgentOf(config.Type)?.RemoveLock(sid[(sid.IndexOf(':', StringComparison.Ordinal) + 1)..], RemovableLocks, fenced) is { } removed)
            environment.Log(HaLogLevel.Warning, $"removed leftover lock '{removed}' from recovered service '{sid}' to allow its start.");
        environment.StealService(sid, fenced, node);
        service.State = service.State with { Node = node };
        configs[sid] = config with { Node = node };
        Change(service, config.State == "started" ? HaServiceTrigger.Run : HaServiceTrigger.Stop, new(node));
    }

    private bool CanMove(HaService service, HaCommand command)
    {
        if (!nodes.IsOnline(command.Argument))
            environment.Log(HaLogLevel.Err, $"ignore service '{service.Sid}' {command.Verb} request - node '{command.Argument}' not online");
        else if (service.State.Node == command.Argument)
            environment.Log(HaLogLevel.Info,
                $"ignore service '{service.Sid}' {command.Verb} request - service already on node '{command.Argument}'");
        else return true;
        return false;
    }

    private static HaServiceTrigger TriggerOf(HaCommand command) => command.Verb == "migrate" ? HaServiceTrigger.Migrate : HaServiceTrigger.Relocate;
}
