using System.Collections.Immutable;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Api.Nodes.Qemu;
using PveLab.Sim;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// The directory of commands that are faces of the API, in the shape of the real tables
/// (pve-storage: PVE/CLI/pvesm.pm; qemu-server: PVE/CLI/qm.pm, PVE/CLI/qmrestore.pm; pve-manager: PVE/CLI/vzdump.pm).
/// </summary>
public sealed class PveCommandCatalogue
{
    private const string Config = "PVE::API2::Storage::Config";
    private const string Content = "PVE::API2::Storage::Content";
    private const string Pvesm = "PVE::CLI::pvesm";

    private static readonly MappedParameter Password = new("<password>", Interactive: true);
    private static readonly MappedParameter File = new("<filepath>");

    private static readonly ImmutableSortedDictionary<string, MappedParameter> StorageSecrets = Mapped(
        ("encryption-key", new MappedParameter("a file containing an encryption key, or the special value \"autogen\"")),
        ("keyring", new MappedParameter("file containing the keyring to authenticate in the Ceph cluster")),
        ("master-pubkey", new MappedParameter("a file containing a PEM-formatted master public key")),
        ("password", Password));

    /// <summary>Binds every command to its method in the tree. Commands that are no API methods bring their own.</summary>
    public PveCommandCatalogue(ApiTree tree) =>
        Bindings = Build(tree).ToImmutableSortedDictionary(binding => binding.Name, binding => binding, StringComparer.Ordinal);

    /// <summary>Every command by name.</summary>
    public ImmutableSortedDictionary<string, CommandBinding> Bindings { get; }

    /// <summary>The commands of one program with sub-commands: <c>pvesm</c>, <c>qm</c>.</summary>
    public CommandTable Table(string program) =>
        new(program, Bindings.Values.Where(binding => binding.Name.StartsWith(program + " ", StringComparison.Ordinal)));

    private static IEnumerable<CommandBinding> Build(ApiTree tree) =>
    [
        On(tree, "pvesm add", Config, Verb.Create, "/storage", "type", "storage") with { Mapped = StorageSecrets },
        On(tree, "pvesm set", Config, Verb.Set, "/storage/{storage}", "storage") with { Mapped = StorageSecrets },
        On(tree, "pvesm remove", Config, Verb.Delete, "/storage/{storage}", "storage"),
        OnNode(tree, "pvesm status", "PVE::API2::Storage::Status", Verb.Get, "/nodes/{node}/storage"),
        OnNode(tree, "pvesm list", Content, Verb.Get, "/nodes/{node}/storage/{storage}/content", "storage"),
        OnNode(tree, "pvesm alloc", Content, Verb.Create, "/nodes/{node}/storage/{storage}/content", "storage", "vmid", "filename", "size"),
        OnNode(tree, "pvesm free", Content, Verb.Delete, "/nodes/{node}/storage/{storage}/content/{volume}", "volume"),
        Own("pvesm path", Pvesm, Verb.Get, "Shows the path of a volume.", StorageParameters.Path, "volume"),
        Own("pvesm extractconfig", Pvesm, Verb.Get, "Shows the configuration in a backup.", StorageParameters.ExtractConfig, "volume"),
        Own("pvesm prune-backups", Pvesm, Verb.Get, "Prunes backups.", StorageParameters.PruneCommand, "storage") with { Fixed = OnThisNode },
        On(tree, "vzdump", "PVE::API2::VZDump", Verb.Create, "/nodes/{node}/vzdump") with { ListArgument = "vmid" },
        Own("qmrestore", "PVE::CLI::qmrestore", Verb.Create, "Restores a backup of a virtual machine.", QemuParameters.Restore, "archive", "vmid"),
        .. QmCommands.Bindings(tree),
    ];

    private static ImmutableSortedDictionary<string, string> OnThisNode { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("node", CommandBinding.LocalNode);

    private static CommandBinding On(ApiTree tree, string name, string @class, Verb verb, string path, params ImmutableArray<string> arguments) =>
        new() { Name = name, Class = @class, Method = tree.Method(verb, path), Arguments = arguments };

    private static CommandBinding OnNode(ApiTree tree, string name, string @class, Verb verb, string path, params ImmutableArray<string> arguments) =>
        On(tree, name, @class, verb, path, arguments) with { Fixed = OnThisNode };

    private static CommandBinding Own(
        string name, string @class, Verb verb, string description, ObjectSchema parameters, params ImmutableArray<string> arguments) => new()
        {
            Name = name,
            Class = @class,
            Arguments = arguments,
            Method = new ApiMethod { Path = "", Verb = verb, Description = description, Parameters = parameters, Handler = NotYet },
        };

    private static System.Text.Json.Nodes.JsonNode? NotYet(ApiCall call) => throw new PveException("PveLab: not implemented yet");

    private static ImmutableSortedDictionary<string, MappedParameter> Mapped(params (string Name, MappedParameter Parameter)[] parameters) =>
        parameters.ToImmutableSortedDictionary(p => p.Name, p => p.Parameter, StringComparer.Ordinal);
}
