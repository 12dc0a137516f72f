using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Shell.Tools;
using PveLab.Shell.Tools.Archives;
using PveLab.Sim;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Shell.Proxmox;

/// <summary>pvesm export and import: a volume of a zfspool as a stream (pve-storage: PVE/CLI/pvesm.pm export, import; PVE/Storage/ZFSPoolPlugin.pm volume_export, volume_import).</summary>
internal static class PvesmStreams
{
    private const string Plugin = "PVE::Storage::ZFSPoolPlugin";

    private static readonly string[] Formats = ["raw+size", "tar+size", "qcow2+size", "vmdk+size", "zfs", "btrfs"];

    public static IEnumerable<CommandBinding> Bindings =>
    [
        Own("export", Verb.Get, "Writes a volume as a stream; other programs use it.", Object(
            ("base", Optional(Snapshot("The snapshot the receiver has already.", 40))),
            ("filename", String("Where to; '-' for standard output.")),
            ("format", Choice("Format of the stream.", Formats)),
            ("snapshot", Optional(Snapshot("The snapshot to export.", 40))),
            ("snapshot-list", Optional(Formatted("string-list", "The snapshots to transfer, in order."))),
            ("volume", String("The volume.")),
            ("with-snapshots", Optional(Boolean("Also the snapshots between."), "0"))), Export, "volume", "format", "filename"),
        Own("import", Verb.Set, "Reads a volume from a stream; other programs use it.", Object(
            ("allow-rename", Optional(Boolean("Take another volume id when the asked one exists."), "0")),
            ("base", Optional(Snapshot("The snapshot an increment stands on.", 40))),
            ("delete-snapshot", Optional(Snapshot("A snapshot to delete at the end.", 80))),
            ("filename", String("Where from; '-' for standard input.")),
            ("format", Choice("Format of the stream.", Formats)),
            ("snapshot", Optional(Snapshot("The snapshot of the present, when the stream has snapshots.", 40))),
            ("volume", String("The volume.")),
            ("with-snapshots", Optional(Boolean("The stream has snapshots."), "0"))), Import, "volume", "format", "filename"),
    ];

    private static JsonSchema Snapshot(string description, int longest) =>
        String(description) with { Pattern = "(?i)[a-z0-9_\\-]{1," + longest.ToString(CultureInfo.InvariantCulture) + "}", MaxLength = longest };

    private static CommandBinding Own(
        string name, Verb verb, string description, ObjectSchema parameters, Func<Invocation, Request, IEnumerable<Step>> run, params string[] arguments) =>
        CommandBinding.Own("pvesm " + name, "PVE::CLI::pvesm", verb, description, parameters, _ => null, [.. arguments]) with
        {
            Interactive = (invocation, parsed) => QmAgent.Guarded(invocation, Checked(invocation, name, parsed, run)),
        };

    private static IEnumerable<Step> Checked(Invocation invocation, string name, ParsedCommand parsed, Func<Invocation, Request, IEnumerable<Step>> run)
    {
        var volume = Text(parsed, "volume")!;
        if (VolumeId.TryParse(volume) is not { } id) throw new PveException(name == "export" ? $"cannot export volume '{volume}'" : $"cannot import into volume '{volume}'");
        var storage = invocation.Node.View.Storages.Get(id.Storage);
        if (storage.Type != "zfspool") throw new PveException($"PveLab: 'pvesm {name}' of storage type '{storage.Type}' is not simulated");
        if (Text(parsed, "snapshot-list") is not null) throw new NotSimulatedException("snapshot-list", "pvesm export");
        if (Text(parsed, "format") != "zfs") throw new PveException($"unsupported {name} stream format for {Plugin}: {Text(parsed, "format")}");
        return run(invocation, new Request(parsed, storage, StorageTypes.Get(storage.Type).Parse(id.Name)));
    }

    private static string? Text(ParsedCommand parsed, string option) => parsed.Parameters[option] is JsonValue value ? PerlText.Of(value) : null;

    private static IEnumerable<Step> Export(Invocation invocation, Request request)
    {
        var snapshot = request["snapshot"] ?? throw new PveException($"{Plugin} storage can only export snapshots");
        List<string> words = ["zfs", "send", "-RpvU"];
        if (request["base"] is { } earlier) words.AddRange([request["with-snapshots"] == "1" ? "-I" : "-i", earlier]);
        words.AddRange(["--", $"{request.Dataset}@{snapshot}"]);
        var file = request["filename"] == "-" ? null : invocation.Absolute(request["filename"]!);
        var send = invocation.Child(words, piped: file is not null) ?? throw new PveException("unable to run zfs");
        if (file is not null && FileMaking.Attempt(() => invocation.Files.WriteText(file, "")) is { } errno) throw new PveException($"open({request["filename"]}): {errno.Describe()}");
        foreach (var step in send.Steps())
        {
            if (file is null || step is not Step.Bytes { Content: FileContent content }) yield return step;
            else if (FileMaking.Attempt(() => ByteFiles.Write(invocation.Files, file, content)) is not null) break;
        }
        if (send.ExitCode == 0) yield break;
        if (file is not null) FileMaking.Attempt(() => invocation.Files.Remove(file));
        throw new PveException($"command '{string.Join(' ', words)}' failed: exit code {send.ExitCode.ToString(CultureInfo.InvariantCulture)}");
    }

    private static IEnumerable<Step> Import(Invocation invocation, Request request)
    {
        var source = request["filename"]!;
        if (source.StartsWith("tcp://", StringComparison.Ordinal) || source.StartsWith("unix://", StringComparison.Ordinal))
            throw new PveException($"PveLab: 'pvesm import' from '{source}' is not simulated");
        var input = source == "-" ? invocation.Input : Opened(invocation, source);
        var (volume, earlier) = (Target(invocation, request, out var warning), request["base"]);
        if (warning is not null) yield return new Step.Err(warning + "\n");
        var dataset = $"{request.Pool}/{volume}";
        List<string> words = ["zfs", "recv", "-F", "-x", "encryption", "--", dataset];
        var receive = invocation.Child(words, input) ?? throw new PveException("unable to run zfs");
        foreach (var step in receive.Steps()) yield return step;
        if (receive.ExitCode != 0)
        {
            foreach (var step in Undo(invocation, dataset, earlier)) yield return step;
            throw new PveException($"command '{string.Join(' ', words)}' failed: exit code {receive.ExitCode.ToString(CultureInfo.InvariantCulture)}");
        }
        var made = $"{request.Storage.Id}:{volume}";
        if (request["delete-snapshot"] is { } gone) invocation.Node.Storages.DeleteSnapshot(made, gone);
        yield return new Step.Out($"successfully imported '{made}'\n");
    }

    private static Pipe Opened(Invocation invocation, string source)
    {
        FileContent? content = null;
        if (FileMaking.Attempt(() => content = FileContent.Of(invocation.Files, invocation.Absolute(source), source)) is { } errno)
            throw new PveException($"open({source}): {errno.Describe()}");
        return content!.Size == 0 ? Pipe.Empty() : new Pipe([new Step.Bytes(content)]);
    }

    private static string Target(Invocation invocation, Request request, out string? warning)
    {
        warning = null;
        var pool = invocation.Node.Zpools.GetValueOrDefault(request.Pool.Split('/')[0]) is { IsImported: true } imported ? imported : null;
        var existing = pool?.Datasets.GetValueOrDefault(request.Dataset);
        if (request["base"] is { } earlier)
        {
            if (existing?.Snapshot(earlier) is null) throw new PveException($"base snapshot '{request.Dataset}@{earlier}' doesn't exist");
            return request.Name.Name;
        }
        if (existing is null) return request.Name.Name;
        if (request["allow-rename"] != "1") throw new PveException($"volume '{request.Dataset}' already exists");
        warning = $"volume '{request.Dataset}' already exists - importing with a different name";
        return VolumeNumbers.Free(
            existing.Parent!.Children.Values.Select(d => d.ShortName), request.Name.Format == "subvol" ? "subvol" : "vm", request.Name.Vmid ?? 0, "", request.Storage.Id);
    }

    // What a failed import leaves is taken away; that nothing is there is told by zfs itself.
    private static IEnumerable<Step> Undo(Invocation invocation, string dataset, string? earlier) =>
        invocation.Child(earlier is null ? ["zfs", "destroy", "-r", "--", dataset] : ["zfs", "rollback", "-r", "--", $"{dataset}@{earlier}"])?.Steps() ?? [];

    /// <summary>What was asked.</summary>
    private sealed record Request(ParsedCommand Parsed, StorageDefinition Storage, VolumeName Name)
    {
        public string Pool => Storage["pool"]!;

        public string Dataset => $"{Pool}/{Name.Name}";

        public string? this[string option] => Text(Parsed, option);
    }
}
