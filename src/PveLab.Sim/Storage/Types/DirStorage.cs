using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage.Types;

/// <summary><c>dir</c>: a directory of the node (pve-storage: PVE/Storage/DirPlugin.pm).</summary>
public sealed partial class DirStorage() : DirectoryStorage("dir", "backup images import iso none rootdir snippets vztmpl", "images,rootdir",
    "qcow2 raw subvol vmdk",
    "!path content-dirs nodes shared disable prune-backups max-protected-backups content format mkdir create-base-path create-subdirs "
    + "is_mountpoint bwlimit preallocation *snapshot-as-volume-chain")
{
    /// <inheritdoc />
    public override StorageDefinition CheckConfig(string id, IReadOnlyDictionary<string, string> values, bool create, Action<string> warn)
    {
        var storage = base.CheckConfig(id, values, create, warn);
        return create ? CheckPath(storage) : storage;
    }

    /// <summary>Refuses strange paths and tidies the path.</summary>
    public static StorageDefinition CheckPath(StorageDefinition storage)
    {
        var path = storage["path"]!;
        if (!Legal().IsMatch(path)) throw new PveException($"illegal path for directory storage: {path}");
        return storage with { Properties = storage.Properties.SetItem("path", Canonical(path)) };
    }

    /// <inheritdoc />
    public override void Activate(StorageView storage)
    {
        if (ExpectedMountPoint(storage) is { } point && !IsMounted(storage.Files, point))
        {
            throw new PveException($"unable to activate storage '{storage.Id}' - "
                + $"directory is expected to be a mount point but is not mounted: '{point}'");
        }
        MakeBaseDirectory(storage);
        base.Activate(storage);
    }

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage) =>
        ExpectedMountPoint(storage) is { } point && !IsMounted(storage.Files, point) ? null : base.Status(storage);

    private static string? ExpectedMountPoint(StorageView storage) => storage.Definition["is_mountpoint"] is not { } value ? null
        : SectionFormats.Boolean(value) switch { true => storage.Path, false => null, null => value };

    private static bool IsMounted(FileTree files, string point) =>
        files.TryLocate(point, followLast: true, out var at) is null && at!.Entry is not null && files.MountAt(at.RealPath) is not null;

    // As File::Spec->canonpath: no doubled slashes, no "/.", but ".." stays.
    private static string Canonical(string path)
    {
        var tidy = "/" + string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
        return tidy == "/.." ? "/" : tidy;
    }

    [GeneratedRegex(@"\A/[-/a-zA-Z0-9_.@]+\z")]
    private static partial Regex Legal();
}
