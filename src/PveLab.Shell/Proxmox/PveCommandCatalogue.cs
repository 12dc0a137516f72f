using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// The directory of commands that are faces of the API, in the shape of the real tables
/// (pve-storage: PVE/CLI/pvesm.pm; qemu-server: PVE/CLI/qm.pm, PVE/CLI/qmrestore.pm; pve-manager: PVE/CLI/vzdump.pm).
/// </summary>
public sealed class PveCommandCatalogue
{
    /// <summary>Binds every command to its method in the tree. Commands that are no API methods bring their own.</summary>
    public PveCommandCatalogue(ApiTree tree) =>
        Bindings = Build(tree).ToImmutableSortedDictionary(binding => binding.Name, binding => binding, StringComparer.Ordinal);

    /// <summary>Every command by name.</summary>
    public ImmutableSortedDictionary<string, CommandBinding> Bindings { get; }

    /// <summary>The commands of one program with sub-commands: <c>pvesm</c>, <c>qm</c>.</summary>
    public CommandTable Table(string program) =>
        new(program, Bindings.Values.Where(binding => binding.Name.StartsWith(program + " ", StringComparison.Ordinal)), Aliases.GetValueOrDefault(program))
        {
            Absent = Absent.GetValueOrDefault(program, []),
        };

    /// <summary>Other names of commands, by program.</summary>
    private static readonly ImmutableSortedDictionary<string, IReadOnlyDictionary<string, string>> Aliases = new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["ha-manager"] = HaManagerCommands.Aliases,
        ["pvesm"] = PvesmCommands.Aliases,
        ["qm"] = QmCommands.Aliases,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What the real programs have beside it.</summary>
    private static readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Absent = new Dictionary<string, ImmutableSortedSet<string>>
    {
        ["pvecm"] = ["add", "addnode", "apiver", "create", "delnode", "keygen", "mtunnel", "qdevice", "updatecerts"],
        ["pvesr"] = ["finalize-local-job", "prepare-local-job", "set-state"],
        ["pct"] =
        [
            "clone", "cpusets", "fsck", "fstrim", "mount", "move-volume", "move_volume", "pull", "push", "remote-migrate", "rescan",
            "template", "unmount",
        ],
        ["pvenode"] = ["acme", "cert", "config", "migrateall", "startall", "stopall", "wakeonlan"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static IEnumerable<CommandBinding> Build(ApiTree tree) =>
    [
        .. PvesmCommands.Bindings(tree),
        CommandBinding.On(tree, "vzdump", "PVE::API2::VZDump", Verb.Create, "/nodes/{node}/vzdump") with { ListArgument = "vmid", IsQuiet = parsed =>
            parsed["quiet"] is JsonValue quiet && PerlText.IsTrue(PerlText.Of(quiet)) },
        CommandBinding.Own("qmrestore", "PVE::CLI::qmrestore", Verb.Create, "Restores a backup of a virtual machine.",
            QemuParameters.Restore, QemuRestoreMethods.CreateFromArchive, "archive", "vmid"),
        .. QmCommands.Bindings(tree),
        .. PctCommands.Bindings(tree),
        .. PvenodeCommands.Bindings(tree),
        .. PvesrCommands.Bindings(tree),
        .. PvecmCommands.Bindings(),
        .. HaManagerCommands.Bindings(tree),
    ];
}
