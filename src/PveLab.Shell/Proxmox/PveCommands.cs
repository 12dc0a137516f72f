using PveLab.Api;

namespace PveLab.Shell.Proxmox;

/// <summary>The Proxmox programs of a node: one line each.</summary>
internal static class PveCommands
{
    private static readonly PveCommandCatalogue Catalogue = new(ApiCatalogue.Tree);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        Table("qm", "manage virtual machines"),
        Table("pvesm", "manage storages"),
        Table("pvenode", "look at the tasks of a node"),
        new("pvesh", PveshCommands.Run, "call the API", PveshCommands.Complete),
        new("pveversion", Pveversion.Run, "show the version of Proxmox VE"),
        Single("vzdump", "back guests up"),
        Single("qmrestore", "restore a virtual machine from a backup"),
    ];

    private static Command Table(string name, string summary) =>
        new(name, PveProgram.Of(Catalogue.Table(name)), summary) { Directory = "/usr/sbin" };

    private static Command Single(string name, string summary) =>
        new(name, PveProgram.Of(Catalogue.Bindings[name]), summary) { Directory = "/usr/bin" };
}
