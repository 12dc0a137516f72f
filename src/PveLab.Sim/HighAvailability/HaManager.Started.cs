namespace PveLab.Sim.HighAvailability;

/// <content>A service that runs, or should: commands, failures and better nodes.</content>
public sealed partial class HaManager
{
    private void TakeStarted(HaService service, HaServiceConfig config, LrmResult? result)
    {
        if (!nodes.IsOnline(service.State.Node))
        {
            if (nodes.IsOfflineDelayed(service.State.Node)) Change(service, HaServiceTrigger.LoseNode);
            if (nodes.StatusOf(service.State.Node) != HaNodeStatus.Maintenance) return;
            service.State = service.State with { MaintenanceNode = service.State.Node };
        }
        if (config.State is "disabled" or "stopped") Change(service, HaServiceTrigger.Stop);
        else if (config.State != "started")
            environment.Log(HaLogLevel.Err, $"service '{service.Sid}' - unknown state '{config.State}' in service configuration");
        else if (service.State.Command is { } command) Obey(service, command);
        else if (Judge(service, config, result) is { } preference) Place(service, config, preference, result is not null);
    }

    private void Obey(HaService service, HaCommand command)
    {
        if (command.Verb == "stop")
        {
            environment.Log(HaLogLevel.Info, command.Argument == "0"
                ? $"request immediate service hard-stop for service '{service.Sid}'"
                : $"request graceful stop with timeout '{command.Argument}' for service '{service.Sid}'");
            Change(service, HaServiceTrigger.Stop, new(Timeout: command.Argument));
            environment.SetServiceState(service.Sid, "stopped");
        }
        else if (CanMove(service, command))
        {
            environment.Log(HaLogLevel.Info, $"{command.Verb} service '{service.Sid}' to node '{command.Argument}'");
            Change(service, TriggerOf(command), new(service.State.Node, command.Argument));
        }
        service.State = service.State with { Command = null };
    }

    /// <summary>What the LRM's result means for the choice of a node; null: the service has ended in error.</summary>
    private HaPreference? Judge(HaService service, HaServiceConfig config, LrmResult? result)
    {
        var (sid, state) = (service.Sid, service.State);
        if (result is null) return HaPreference.None;
        if (result.ExitCode == HaExitCode.Success)
        {
            if (!state.FailedNodes.IsEmpty)
                environment.Log(HaLogLevel.Info,
                    $"relocation policy successful for '{sid}' on node '{state.Node}', failed nodes: {string.Join(", ", state.FailedNodes)}");
            service.State = state with { FailedNodes = [], Running = true };
            return HaPreference.None;
        }
        service.State = state = state with { FailedNodes = state.FailedNodes.Add(state.Node) };
        if (result.ExitCode is not (HaExitCode.Error or HaExitCode.WrongNode))
        {
            environment.Log(HaLogLevel.Err, FormattableString.Invariant($"service '{sid}' got unrecoverable error (exit code {result.ExitCode})"));
            Change(service, HaServiceTrigger.Fail);
            return null;
        }
        service.State = state with { Running = false };
        if (state.FailedNodes.Length <= config.MaxRelocate)
        {
            environment.Log(HaLogLevel.Warning, $"starting service {sid} on node '{state.Node}' failed, relocating service.");
            return HaPreference.TryNext;
        }
        environment.Log(HaLogLevel.Err,
            $"recovery policy for service {sid} failed, entering error state. Failed nodes: {string.Join(", ", state.FailedNodes)}");
        Change(service, HaServiceTrigger.Fail);
        return null;
    }

    private void Place(HaService service, HaServiceConfig config, HaPreference preference, bool hasResult)
    {
        var node = placement.Choose(service, config, preference);
        if (node is not null && node != service.State.Node)
        {
            LeaveOrReturn(service, node);
            Send(service, config, node);
            return;
        }
        if (preference == HaPreference.TryNext && node is null)
            environment.Log(HaLogLevel.Warning, $"Start Error Recovery: Tried all available nodes for service '{service.Sid}', retry"
                + $" start on current node. Tried nodes: {string.Join(", ", service.State.FailedNodes)}");
        if (service.State.MaintenanceNode is { } stale && stale == service.State.Node && nodes.IsOnline(stale))
        {
            environment.Log(HaLogLevel.Info, $"service '{service.Sid}': clearing stale maintenance node '{stale}' setting (is current node)");
            service.State = service.State with { MaintenanceNode = null };
        }
        // A new wish: the LRM looks again whether it runs.
        if (hasResult) service.State = service.State with { Uid = environment.NewUid("started") };
    }

    private void LeaveOrReturn(HaService service, string node)
    {
        if (service.State.MaintenanceNode is not { } fallback) return;
        if (node == fallback)
            environment.Log(HaLogLevel.Info, $"moving service '{service.Sid}' back to '{fallback}', node came back from maintenance.");
        else if (service.State.Node != fallback)
            environment.Log(HaLogLevel.Info, $"dropping maintenance fallback node '{fallback}' for '{service.Sid}'");
        else return;
        service.State = service.State with { MaintenanceNode = null };
    }

    private void Send(HaService service, HaServiceConfig config, string node)
    {
        // A container cannot move while it runs.
        var live = config.Type == "vm";
        environment.Log(HaLogLevel.Info, live
            ? $"migrate service '{service.Sid}' to node '{node}' (running)"
            : $"relocate service '{service.Sid}' to node '{node}'");
        Change(service, live ? HaServiceTrigger.Migrate : HaServiceTrigger.Relocate, new(service.State.Node, node));
    }
}
