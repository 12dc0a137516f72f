using PveLab.Sim;
using PveLab.Sim.HighAvailability;

namespace PveLab.Vectors;

/// <summary>One command to the simulated hardware or to a service on it.</summary>
internal sealed class HaTestCommand(HaTestHardware hardware, string line)
{
    /// <summary>Executes it.</summary>
    /// <param name="who">Whose command the log says it is.</param>
    internal void Execute(string who)
    {
        hardware.Say("info", hardware.Now, who, $"execute {line}");
        switch (line.Split(' '))
        {
            case ["power", var name, "on"]:
                PowerOn(hardware.Nodes[name]);
                break;
            case ["power", var name, "off"]:
                PowerOff(name, hardware.Nodes[name]);
                break;
            case ["network", var name, var state]:
                hardware.Nodes[name].Network = state == "on";
                break;
            case [("reboot" or "shutdown") and var kind, var name]:
                hardware.Nodes[name].Shutdown = kind;
                hardware.Nodes[name].Lrm?.RequestShutdown();
                break;
            case ["restart-lrm", var name] when hardware.Nodes[name].Lrm is { } lrm:
                hardware.Nodes[name].RestartsLrm = true;
                lrm.RequestShutdown();
                break;
            case ["restart-lrm", _]:
                break;
            case ["crm", var name, "stop"]:
                hardware.Nodes[name].Crm?.RequestShutdown();
                break;
            case ["crm", var name, var request]:
                hardware.Commands.Add($"{request} {name}");
                break;
            case ["service", var sid, .. var request]:
                ChangeService(sid, request);
                break;
            default:
                throw new PveException($"sim_hardware_cmd: unknown command '{line}'");
        }
    }

    private void ChangeService(string sid, string[] request)
    {
        switch (request)
        {
            case [("migrate" or "relocate" or "stop") and var verb, var argument]:
                hardware.Commands.Add($"{verb} {sid} {argument}");
                break;
            case ["add", var node, .. var rest]:
                hardware.Services.Add(sid, new HaServiceConfig(sid, node, HaVectors.StateOf(rest.FirstOrDefault() ?? "started")));
                break;
            case ["delete"]:
                hardware.Services.Remove(hardware.ServiceOf(sid).Sid);
                break;
            case [var state]:
                hardware.SetState(sid, state);
                break;
            default:
                throw new PveException($"sim_hardware_cmd: unknown service action '{string.Join(' ', request)}'");
        }
    }

    private static void PowerOn(HaTestNode node)
    {
        if (!node.Power)
        {
            node.Crm ??= new ClusterResourceManager(node.CrmEnvironment);
            node.Lrm ??= new LocalResourceManager(node.LrmEnvironment);
            node.RestartsLrm = false;
        }
        (node.Power, node.Network, node.Shutdown) = (true, true, null);
    }

    private void PowerOff(string name, HaTestNode node)
    {
        if (node.Power)
        {
            if (node.Crm is not null) node.CrmEnvironment.Log(HaLogLevel.Info, "killed by poweroff");
            if (node.Lrm is not null) node.LrmEnvironment.Log(HaLogLevel.Info, "killed by poweroff");
            hardware.ResetWatchdogs(name);
            node.Running.Clear();
        }
        (node.Crm, node.Lrm, node.RestartsLrm) = (null, null, false);
        (node.Power, node.Network, node.Shutdown) = (false, false, null);
    }
}
