using System.Collections.Immutable;
using PveLab.Api;
using PveLab.Api.Storage;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of pvesm (pve-storage: PVE/CLI/pvesm.pm).</summary>
public static class PvesmCommands
{
    private const string Config = "PVE::API2::Storage::Config";
    private const string Content = "PVE::API2::Storage::Content";
    private const string Status = "PVE::API2::Storage::Status";
    private const string Own = "PVE::CLI::pvesm";
    private const string Contents = "/nodes/{node}/storage/{storage}/content";

    private static readonly ImmutableSortedDictionary<string, MappedParameter> Secrets = new Dictionary<string, MappedParameter>
    {
        ["encryption-key"] = new("a file containing an encryption key, or the special value \"autogen\""),
        ["keyring"] = new("file containing the keyring to authenticate in the Ceph cluster"),
        ["master-pubkey"] = new("a file containing a PEM-formatted master public key"),
        ["password"] = new("<password>", Interactive: true),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every command, bound to its method in the tree.</summary>
    public static IReadOnlyList<CommandBinding> Bindings(ApiTree tree) =>
    [
        Bind("add", Config, tree.Method(Verb.Create, "/storage"), "type", "storage") with { Mapped = Secrets },
        Bind("set", Config, tree.Method(Verb.Set, "/storage/{storage}"), "storage") with { Mapped = Secrets },
        Bind("remove", Config, tree.Method(Verb.Delete, "/storage/{storage}"), "storage"),
        Bind("status", Status, tree.Method(Verb.Get, "/nodes/{node}/storage")) with { Fixed = CommandBinding.OnThisNode, Printer = PvesmPrinters.Status },
        Bind("list", Content, tree.Method(Verb.Get, Contents), "storage") with { Fixed = CommandBinding.OnThisNode, Printer = PvesmPrinters.Content },
        Bind("alloc", Content, tree.Method(Verb.Create, Contents), "storage", "vmid", "filename", "size") with
        {
            Fixed = CommandBinding.OnThisNode,
            Printer = PvesmPrinters.Allocated,
        },
        Bind("free", Content, tree.Method(Verb.Delete, Contents + "/{volume}"), "volume") with { Fixed = CommandBinding.OnThisNode, IgnoresTaskError = true },
        Scan(tree, "nfs", "server"),
        Scan(tree, "cifs", "server") with { Mapped = Secrets },
        Scan(tree, "iscsi", "portal"),
        Scan(tree, "lvm"),
        Scan(tree, "lvmthin", "vg"),
        Scan(tree, "pbs", "server", "username"),
        Scan(tree, "zfs"),
        Bind("apiinfo", Own, PvesmMethods.ApiInfo) with { Printer = PvesmPrinters.ApiInfo },
        Bind("path", Own, PvesmMethods.Path, "volume"),
        Bind("extractconfig", Own, PvesmMethods.ExtractConfig, "volume"),
        .. PvesmStreams.Bindings,
        Bind("prune-backups", Own, PvesmMethods.PruneBackups, "storage") with { Fixed = CommandBinding.OnThisNode, Printer = PvesmPrinters.Prune },
    ];

    /// <summary>The old words for scanning.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["cifsscan"] = "scan cifs",
        ["iscsiscan"] = "scan iscsi",
        ["lvmscan"] = "scan lvm",
        ["lvmthinscan"] = "scan lvmthin",
        ["nfsscan"] = "scan nfs",
        ["zfsscan"] = "scan zfs",
    };

    private static CommandBinding Scan(ApiTree tree, string kind, params ImmutableArray<string> arguments) =>
        Bind("scan " + kind, "PVE::API2::Storage::Scan", tree.Method(Verb.Get, "/nodes/{node}/scan/" + kind), arguments)
            with
        { Fixed = CommandBinding.OnThisNode, Printer = PvesmPrinters.Scan };

    private static CommandBinding Bind(string name, string @class, ApiMethod method, params ImmutableArray<string> arguments) =>
        new() { Name = "pvesm " + name, Class = @class, Method = method, Arguments = arguments };
}
