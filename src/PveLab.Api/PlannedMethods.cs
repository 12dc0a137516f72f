using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Nodes.Vzdump;
using PveLab.Api.Schema;
using PveLab.Sim;
using static PveLab.Api.Verb;

namespace PveLab.Api;

/// <summary>
/// Methods whose schema is written and whose handler is not: the tree needs them for commands, usage and completion. Each leaves this list
/// when its branch brings the real one (<see cref="Complete"/> lets the real one win until then).
/// </summary>
public static class PlannedMethods
{
    /// <summary>The given methods, and the planned ones they do not have yet.</summary>
    public static IEnumerable<ApiMethod> Complete(IEnumerable<ApiMethod> methods)
    {
        List<ApiMethod> real = [.. methods];
        return real.Concat(All.Where(planned => !real.Exists(method => method.Path == planned.Path && method.Verb == planned.Verb)));
    }

    private static IEnumerable<ApiMethod> All =>
    [
        Plan(Create, "/nodes/{node}/vzdump", "Backs guests up.", VzdumpParameters.Backup),
        Plan(Get, "/nodes/{node}/qemu", "Lists the virtual machines of a node.", QemuParameters.List),
        Plan(Create, "/nodes/{node}/qemu", "Creates or restores a virtual machine.", QemuParameters.Create),
        Plan(Delete, "/nodes/{node}/qemu/{vmid}", "Destroys a virtual machine and its volumes.", QemuParameters.Destroy),
        Plan(Get, "/nodes/{node}/qemu/{vmid}/config", "Shows the configuration of a virtual machine.", QemuParameters.ReadConfig),
        Plan(Set, "/nodes/{node}/qemu/{vmid}/config", "Changes the configuration of a virtual machine.", QemuParameters.Set),
        Plan(Create, "/nodes/{node}/qemu/{vmid}/status/start", "Starts a virtual machine.", QemuParameters.Start),
        Plan(Create, "/nodes/{node}/qemu/{vmid}/status/stop", "Stops a virtual machine at once.", QemuParameters.Stop),
        Plan(Create, "/nodes/{node}/qemu/{vmid}/status/shutdown", "Asks a virtual machine to shut down.", QemuParameters.Shutdown),
    ];

    private static ApiMethod Plan(Verb verb, string path, string description, ObjectSchema parameters) => new()
    {
        Verb = verb,
        Path = path,
        Description = description,
        Parameters = parameters,
        Handler = _ => throw new PveException("PveLab: not implemented yet"),
    };
}
