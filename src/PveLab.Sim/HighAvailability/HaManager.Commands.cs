namespace PveLab.Sim.HighAvailability;

/// <content>What people ask of the manager: the lines of /etc/pve/ha/crm_commands.</content>
public sealed partial class HaManager
{
    private void ReadCommands()
    {
        foreach (var line in environment.TakeCommands())
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case [("migrate" or "relocate") and var verb, var sid, var node]:
                    AskToMove(line, new HaCommand(verb, node), sid);
                    break;
                case ["stop", var sid, var timeout]:
                    AskToStop(line, sid, timeout);
                    break;
                case ["enable-node-maintenance", var node]:
                    AskForMaintenance(line, node);
                    break;
                case ["disable-node-maintenance", var node]:
                    EndMaintenance(node);
                    break;
                default:
                    environment.Log(HaLogLevel.Err, $"unable to parse crm command: {line}");
                    break;
            }
        }
    }

    private void AskToMove(string line, HaCommand command, string sid)
    {
        if (!services.TryGetValue(sid, out var service)) environment.Log(HaLogLevel.Err, $"crm command error - no such service: {line}");
        else if (!nodes.IsOnline(command.Argument)) environment.Log(HaLogLevel.Err, $"crm command error - node not online: {line}");
        else if (service.State.Node == command.Argument)
            environment.Log(HaLogLevel.Info, $"ignore crm command - service already on target node: {line}");
        else QueueMove(line, command, service);
    }

    private void QueueMove(string line, HaCommand command, HaService service)
    {
        var (sid, target) = (service.Sid, command.Argument);
        foreach (var other in Known(placement.Affinity.Apart(sid)))
        {
            if (other.State.Node != target || (other.State.Target is { } to && to != target)) continue;
            environment.Log(HaLogLevel.Err,
                $"crm command '{line}' error - service '{other.Sid}' on node '{target}' in negative affinity with service '{sid}'");
            return;
        }
        environment.Log(HaLogLevel.Info, $"got crm command: {line}");
        service.State = service.State with { Command = command };
        foreach (var other in Known(placement.Affinity.With(sid)).Where(o => o.State.Node != target && o.State.Target != target))
        {
            environment.Log(HaLogLevel.Info, $"crm command '{line}' - {command.Verb} service '{other.Sid}' to node '{target}'"
                + $" (service '{other.Sid}' in positive affinity with service '{sid}')");
            other.State = other.State with { Command = command };
        }
    }

    private void AskToStop(string line, string sid, string timeout)
    {
        if (services.TryGetValue(sid, out var service))
        {
            environment.Log(HaLogLevel.Info, $"got crm command: {line}");
            service.State = service.State with { Command = new HaCommand("stop", timeout) };
        }
        else
        {
            environment.Log(HaLogLevel.Err, $"crm command error - no such service: {line}");
        }
    }

    private void AskForMaintenance(string line, string node)
    {
        switch (nodes.StatusOf(node))
        {
            case HaNodeStatus.Online:
                nodeRequests[node] = true;
                break;
            case HaNodeStatus.Maintenance:
                environment.Log(HaLogLevel.Info, $"ignoring crm command - node {node} is already in maintenance state");
                break;
            default:
                environment.Log(HaLogLevel.Err, $"crm command error - node not online: {line}");
                break;
        }
    }

    private void EndMaintenance(string node)
    {
        if (nodes.StatusOf(node) is not HaNodeStatus.Maintenance and var status)
            environment.Log(HaLogLevel.Warning, $"clearing maintenance of node {node} requested, but it's in state {HaText.Of(status)}");
        nodeRequests[node] = false;
    }

    private IEnumerable<HaService> Known(IReadOnlySet<string> sids) => sids.Where(services.ContainsKey).Select(sid => services[sid]);
}
