using PveLab.Api;
using PveLab.Shell.Editing;

namespace PveLab.Shell.Proxmox;

/// <summary>The Proxmox programs of a node: one line each.</summary>
internal static class PveCommands
{
    /// <summary>Their bindings to the API.</summary>
    internal static PveCommandCatalogue Catalogue { get; } = new(ApiCatalogue.Tree);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        Table("qm", "manage virtual machines"),
        Table("pct", "manage containers"),
        Table("pvesm", "manage storages"),
        Table("pvenode", "look at the tasks of a node"),
        Table("pvecm", "look at the cluster's membership"),
        Table("pvesr", "manage storage replication"),
        Table("ha-manager", "manage high availability"),
        new("pvesh", PveshCommands.Run, "call the API", CompletePvesh),
        new("pveversion", Pveversion.Run, "show the version of Proxmox VE"),
        Single("vzdump", "back guests up"),
        Single("qmrestore", "restore a virtual machine from a backup"),
        .. NotSimulated.Select(name => new Command(name, Refuse, "not simulated") { Directory = "/usr/sbin" }),
    ];

    /// <summary>Programs that every Proxmox VE node has and this one does not: saying "not found" would mislead.</summary>
    private static string[] NotSimulated =>
    [
        "pveum", "pveam", "pveceph", "pvesubscription", "proxmox-backup-client",
        "lvcreate", "lvremove", "lvchange", "apt", "apt-get", "man", "exportfs", "iptables", "tcpdump",
    ];

    private static IEnumerable<Step> Refuse(Invocation invocation) => [invocation.Fail(255, $"PveLab: '{invocation.Name}' is not simulated")];

    private static IEnumerable<string> CompletePvesh(CompletionRequest request) =>
        CommandCompletion.Words(PveshCommands.TableFor(request.Session.Node.Datacenter, request.Words), request);

    private static Command Table(string name, string summary)
    {
        var table = Catalogue.Table(name);
        return new(name, PveProgram.Of(table), summary, request => CommandCompletion.Words(table, request)) { Directory = "/usr/sbin" };
    }

    private static Command Single(string name, string summary)
    {
        var binding = Catalogue.Bindings[name];
        return new(name, PveProgram.Of(binding), summary, request => CommandCompletion.Words(binding, [.. request.Words.Skip(1)], request)) { Directory = "/usr/bin" };
    }
}
