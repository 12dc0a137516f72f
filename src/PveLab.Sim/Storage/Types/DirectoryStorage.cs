using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage.Types;

/// <summary>Storages that keep volumes as files below a directory (pve-storage: PVE/Storage/Plugin.pm).</summary>
public abstract partial class DirectoryStorage(string name, string content, string defaultContent, string formats, string options)
    : StorageType(name, content, defaultContent, formats, options)
{
    private static readonly SortedDictionary<string, string> Subdirectories = new(StringComparer.Ordinal)
    {
        ["backup"] = "dump",
        ["images"] = "images",
        ["import"] = "import",
        ["iso"] = "template/iso",
        ["rootdir"] = "private",
        ["snippets"] = "snippets",
        ["vztmpl"] = "template/cache",
    };

    /// <summary>The directory of a content type (get_subdir).</summary>
    public static string Subdirectory(StorageView storage, string content)
    {
        var path = storage.Path;
        if (!Subdirectories.TryGetValue(content, out var usual)) throw new PveException($"unknown vtype '{content}'");
        var chosen = SectionFormats.SplitList(storage.Definition["content-dirs"] ?? "")
            .FirstOrDefault(o => o.StartsWith(content + "=", StringComparison.Ordinal));
        return $"{path}/{(chosen is null ? usual : chosen[(content.Length + 1)..])}";
    }

    /// <inheritdoc />
    public override bool IsReady(StorageView storage) => storage.Files.IsDirectory(storage.Path);

    /// <inheritdoc />
    public override void Activate(StorageView storage)
    {
        if (!storage.Files.IsDirectory(storage.Path))
            throw new PveException($"unable to activate storage '{storage.Id}' - directory '{storage.Path}' does not exist or is unreachable");
        var definition = storage.Definition;
        if (definition.Flag("create-subdirs", true) && definition.Flag("mkdir", true))
        {
            foreach (var content in Subdirectories.Keys)
                if (definition.Content.Contains(content) || content == "backup" && definition.Content.Contains("rootdir")) MakeSubdirectory(storage, content);
        }
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var content in definition.Content.Where(Subdirectories.ContainsKey))
        {
            if (storage.Files.TryLocate(Subdirectory(storage, content), followLast: true, out var at) is not null || at!.Entry is null) continue;
            if (!taken.Add(at.RealPath)) throw new PveException($"storage '{storage.Id}' uses directory {at.RealPath} for multiple content types");
        }
    }

    /// <summary>Makes the storage's own directory unless the section forbids it (config_aware_base_mkdir).</summary>
    protected static void MakeBaseDirectory(StorageView storage)
    {
        if (!storage.Definition.Flag("create-base-path", storage.Definition.Flag("mkdir", true)) || storage.Files.Exists(storage.Path)) return;
        MakeDirectory(storage.Files, storage.Path);
    }

    private static void MakeDirectory(FileTree files, string path)
    {
        try
        {
            files.CreateDirectory(path, parents: true);
        }
        catch (FileException error)
        {
            throw new PveException($"mkdir {path}: {error.Errno.Describe()}");
        }
    }

    private static void MakeSubdirectory(StorageView storage, string content)
    {
        var path = Subdirectory(storage, content);
        if (storage.Files.IsDirectory(path)) return;
        try
        {
            storage.Files.CreateDirectory(path, parents: true);
        }
        catch (FileException error)
        {
            var prompt = error.Errno is Errno.Access or Errno.ReadOnly ? " - ensure that you have read and write access to your storage!" : "";
            throw new PveException($"failed to create content directory '{path}' for content '{content}' - {error.Errno.Describe()}{prompt}");
        }
    }

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage)
    {
        if (storage.Files.TryLocate(storage.Path, followLast: true, out var at) is not null || at!.Entry is null) return null;
        var system = at.FileSystem;
        return storage.Files.RefusalOf(system) is not null || system.Capacity == 0 ? null : new StorageSpace(system.Capacity, system.Used, system.Available);
    }

    /// <inheritdoc />
    public override VolumeName Parse(string volumeName) => VolumeName.ParseFile(volumeName);

    /// <inheritdoc />
    public override string PathOf(StorageView storage, VolumeName volume) => volume.Kind == "images"
        ? string.Create(CultureInfo.InvariantCulture, $"{Subdirectory(storage, "images")}/{volume.Vmid}/{volume.Name}")
        : $"{Subdirectory(storage, volume.Kind)}/{volume.Name}";

    /// <inheritdoc />
    public override IEnumerable<VolumeInfo> List(StorageView storage, string content, int? vmid) => content switch
    {
        "images" or "rootdir" => ImageFiles.List(storage, Subdirectory(storage, "images"), Formats, vmid).Where(v => v.Content == content),
        "iso" or "vztmpl" when vmid is not null => [],
        _ => ContentFiles.List(storage, Subdirectory(storage, content), content, vmid),
    };

    /// <inheritdoc />
    public override string Allocate(StorageView storage, Allocation wish, Action<string> log)
    {
        var directory = string.Create(CultureInfo.InvariantCulture, $"{Subdirectory(storage, "images")}/{wish.Vmid}");
        MakeDirectory(storage.Files, directory);
        var name = wish.Name ?? FreeName(storage, wish.Vmid, wish.Format);
        var format = VolumeName.ParseImage(name).Format;
        if (format != wish.Format) throw new PveException($"illegal name '{name}' - wrong extension for format ('{format} != '{wish.Format}')");
        var path = $"{directory}/{name}";
        if (storage.Files.Exists(path)) throw new PveException($"disk image '{path}' already exists");
        if (format == "subvol") CreateSubvolume(storage, path, wish.Size);
        else ImageFiles.Create(storage, path, format, wish.Size, log);
        return string.Create(CultureInfo.InvariantCulture, $"{wish.Vmid}/{name}");
    }

    private static void CreateSubvolume(StorageView storage, string path, long size)
    {
        if (size != 0) throw new PveException("storage does not support subvol quotas");
        storage.Files.CreateDirectory(path);
    }

    private string FreeName(StorageView storage, int vmid, string format)
    {
        var prefix = format == "subvol" ? "subvol" : "vm";
        var taken = List(storage, "images", vmid).Concat(List(storage, "rootdir", vmid)).Select(v => v.VolumeId).ToList();
        return VolumeNumbers.Free(taken, prefix, vmid, Formats.Contains("subvol") ? "" : "." + format, storage.Id) + "." + format;
    }

    /// <inheritdoc />
    public override void Free(StorageView storage, string volumeName, Action<string> log)
    {
        var volume = Parse(volumeName);
        var path = PathOf(storage, volume);
        if (volume.Kind == "backup" && storage.Files.Exists(path + ".protected"))
            throw new PveException($"cannot remove protected volume '{volumeName}' on '{storage.Id}'");
        var entry = storage.Files.Find(path, followLast: false);
        if (volume.Format == "subvol")
        {
            if (entry is DirectoryEntry) storage.Files.RemoveTree(path);
        }
        else if (entry is null or DirectoryEntry)
        {
            log($"disk image '{path}' does not exist");
            return;
        }
        else
        {
            Unlink(storage.Files, path);
        }
        // An empty VMID directory goes too; one that is not empty, or a content directory, stays.
        var directory = UnixPath.Directory(path);
        if (storage.Files.Find(directory) is DirectoryEntry { Entries.Count: 0 } && storage.Files.MountAt(directory) is null) storage.Files.Remove(directory);
    }

    private static void Unlink(FileTree files, string path)
    {
        try
        {
            files.Remove(path);
        }
        catch (FileException error)
        {
            throw new PveException($"unlink '{path}' failed - {error.Errno.Describe()}");
        }
    }

    /// <inheritdoc />
    public override void RequireVolume(StorageView storage, string volumeName)
    {
        if (!storage.Files.Exists(PathOf(storage, Parse(volumeName)))) throw new PveException($"volume '{storage.Id}:{volumeName}' does not exist");
    }

    /// <inheritdoc />
    public override DiskImage? Image(StorageView storage, string volumeName) =>
        (storage.Files.Find(PathOf(storage, Parse(volumeName))) as BlobFile)?.Payload as DiskImage;

    /// <inheritdoc />
    public override VolumeSize? Measure(StorageView storage, VolumeName volume) => storage.Files.Find(PathOf(storage, volume)) switch
    {
        null => null,
        DirectoryEntry => new VolumeSize(0, "subvol", 0),
        BlobFile { Payload: DiskImage image } file => new VolumeSize(image.Size, volume.Format, file.Allocated),
        var file => new VolumeSize(file.Size, volume.Format, file.Allocated),
    };

    /// <inheritdoc />
    public override void Resize(StorageView storage, string volumeName, long size)
    {
        var volume = Parse(volumeName);
        if (volume.Format is not ("raw" or "qcow2")) throw new PveException("can't resize this image format");
        ImageFiles.Resize(storage, PathOf(storage, volume), volume.Format, size);
    }

    /// <inheritdoc />
    public override PhysicalDisk? Disk(StorageView storage) => Mounted(storage)?.Disk;

    /// <inheritdoc />
    public override Lane? Link(StorageView storage) => Mounted(storage)?.Link;

    private static FileSystem? Mounted(StorageView storage)
    {
        // The nearest existing directory decides: the base directory may not have been made yet.
        for (var path = storage.Path; ; path = UnixPath.Directory(path))
        {
            if (storage.Files.TryLocate(path, followLast: true, out var at) is null && at!.Entry is not null) return at.FileSystem;
            if (path == "/") return null;
        }
    }
}
