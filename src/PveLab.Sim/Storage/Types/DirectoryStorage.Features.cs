using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage.Types;

/// <summary>Snapshots, base images and clones of image files: only qcow2 has snapshots, and any format can be the base of a qcow2 clone.</summary>
public abstract partial class DirectoryStorage
{
    /// <inheritdoc />
    public override bool HasFeature(string feature, VolumeName volume, string? snapshot = null, IReadOnlyCollection<string>? targetFormats = null)
    {
        if (feature == "clone" && targetFormats?.Contains("qcow2") == false) return false;
        var state = snapshot is not null ? "snap" : volume.IsBase ? "base" : "current";
        return (feature, state, volume.Format) switch
        {
            ("snapshot", "current" or "snap", "qcow2") or ("copy", "snap", "qcow2") => true,
            ("template", "current", "subvol") => true,
            ("template" or "rename", "current", "qcow2" or "raw" or "vmdk") => true,
            ("clone", "base", "qcow2" or "raw" or "vmdk") => true,
            ("copy" or "sparseinit", "base" or "current", "qcow2" or "raw" or "vmdk") => true,
            _ => false,
        };
    }

    /// <inheritdoc />
    public override void Snapshot(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (path, blob, image) = Qcow2(storage, volumeName, "can't snapshot this image format", $"snapshot -c {snapshot}", log);
        ImageFiles.Change(storage, path, blob, () => image.Snapshots[snapshot] = new DiskSnapshot(image.Fork(), storage.Node.Clock.Now));
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Snapshots(StorageView storage, string volumeName) =>
        Image(storage, volumeName) is not { } image ? [] : [.. image.Snapshots.OrderBy(s => s.Value.Taken).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key)];

    /// <inheritdoc />
    public override DiskImage? SnapshotImage(StorageView storage, string volumeName, string snapshot) =>
        Image(storage, volumeName)?.Snapshots.GetValueOrDefault(snapshot)?.Image;

    /// <inheritdoc />
    public override void Rollback(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (path, blob, image) = Qcow2(storage, volumeName, "can't rollback snapshot this image format", $"snapshot -a {snapshot}", log);
        if (!image.Snapshots.TryGetValue(snapshot, out var kept))
            throw QemuImg(path, $"snapshot -a {snapshot}", $"Could not apply snapshot '{snapshot}': snapshot not found", log);
        ImageFiles.Change(storage, path, blob, () => image.ReturnTo(kept.Image));
    }

    /// <inheritdoc />
    public override void DeleteSnapshot(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (path, blob, image) = Qcow2(storage, volumeName, "can't delete snapshot for this image format", $"snapshot -d {snapshot}", log);
        if (!image.Snapshots.TryGetValue(snapshot, out var kept))
            throw QemuImg(path, $"snapshot -d {snapshot}", $"Could not delete snapshot '{snapshot}': snapshot not found", log);
        ImageFiles.Change(storage, path, blob, () =>
        {
            image.Snapshots.Remove(snapshot);
            kept.Image.LetGo();
            image.Absorb();
        });
    }

    /// <inheritdoc />
    public override string CreateBase(StorageView storage, string volumeName, Action<string> log)
    {
        var volume = Parse(volumeName);
        if (volume.Kind != "images") throw new PveException($"create_base on wrong vtype '{volume.Kind}'");
        if (volume.IsBase) throw new PveException("create_base not possible with base image");
        var from = PathOf(storage, volume);
        var name = volume.Name.StartsWith("vm-", StringComparison.Ordinal) ? "base-" + volume.Name["vm-".Length..] : volume.Name;
        var to = $"{UnixPath.Directory(from)}/{name}";
        if (storage.Files.Exists(to)) throw new PveException($"file '{to}' already exists");
        Move(storage.Files, from, to);
        storage.Files.Get(to).Mode = FileSystem.Octal(444);
        return Owned(volume, volume.Vmid!.Value, name);
    }

    /// <inheritdoc />
    public override string Clone(StorageView storage, string volumeName, int vmid, string? snapshot, Action<string> log)
    {
        var volume = Parse(volumeName);
        if (volume.Kind != "images") throw new PveException($"clone_image on wrong vtype '{volume.Kind}'");
        if (snapshot is not null) throw new PveException("this storage type does not support clone_image on snapshot");
        if (volume.Format == "subvol") throw new PveException("this storage type does not support clone_image on subvolumes");
        if (!volume.IsBase) throw new PveException("clone_image only works on base images");
        var directory = string.Create(CultureInfo.InvariantCulture, $"{Subdirectory(storage, "images")}/{vmid}");
        MakeDirectory(storage.Files, directory);
        var name = FreeName(storage, vmid, "qcow2");
        var (path, source) = ($"{directory}/{name}", string.Create(CultureInfo.InvariantCulture, $"../{volume.Vmid}/{volume.Name}"));
        log(string.Create(CultureInfo.InvariantCulture, $"clone {volumeName}: images, {name}, {vmid} to {name} (base={source})"));
        if (Image(storage, volumeName) is not { } content) throw QemuImg(path, "create", $"{path}: Could not open '{source}': No such file or directory", log);
        ImageFiles.CreateOverlay(storage, path, source, volume.Format, content, log);
        return string.Create(CultureInfo.InvariantCulture, $"{volume.Vmid}/{volume.Name}/{vmid}/{name}");
    }

    /// <inheritdoc />
    public override string? TransferFormat(VolumeName volume, bool withSnapshots) => volume.Format switch
    {
        "qcow2" or "vmdk" when withSnapshots => volume.Format + "+size",
        _ when withSnapshots => null,
        "subvol" => "tar+size",
        _ => "raw+size",
    };

    /// <inheritdoc />
    public override string Rename(StorageView storage, string volumeName, int vmid, string? name, Action<string> log)
    {
        var volume = Parse(volumeName);
        name ??= FreeName(storage, vmid, volume.Format);
        var directory = string.Create(CultureInfo.InvariantCulture, $"{Subdirectory(storage, "images")}/{vmid}");
        MakeDirectory(storage.Files, directory);
        if (storage.Files.Exists($"{directory}/{name}")) throw new PveException($"target volume '{name}' already exists");
        Move(storage.Files, PathOf(storage, volume), $"{directory}/{name}");
        return Owned(volume, vmid, name);
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> ResizeLines(StorageView storage, string volumeName, long before, bool running) => running ? [] : ["Image resized."];

    private static string Owned(VolumeName volume, int vmid, string name) => volume.Base is { } from
        ? string.Create(CultureInfo.InvariantCulture, $"{from.Vmid}/{from.Name}/{vmid}/{name}")
        : string.Create(CultureInfo.InvariantCulture, $"{vmid}/{name}");

    private static void Move(FileTree files, string from, string to)
    {
        try
        {
            files.Rename(from, to);
        }
        catch (FileException error)
        {
            throw new PveException($"rename '{from}' to '{to}' failed - {error.Errno.Describe()}");
        }
    }

    private (string Path, BlobFile Blob, DiskImage Image) Qcow2(StorageView storage, string volumeName, string refusal, string command, Action<string> log)
    {
        if (storage.Definition.Flag("snapshot-as-volume-chain", false)) throw new PveException("PveLab: option 'snapshot-as-volume-chain' of a storage is not simulated");
        var volume = Parse(volumeName);
        if (volume.Format != "qcow2") throw new PveException(refusal);
        var path = PathOf(storage, volume);
        return storage.Files.Find(path) is BlobFile { Payload: DiskImage image } blob ? (path, blob, image)
            : throw QemuImg(path, command, $"Could not open '{path}': Could not open '{path}': No such file or directory", log);
    }

    private static PveException QemuImg(string path, string command, string complaint, Action<string> log)
    {
        log($"qemu-img: {complaint}");
        return new PveException($"command '/usr/bin/qemu-img {command} {path}' failed: exit code 1");
    }
}
