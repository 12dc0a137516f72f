using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage.Types;

/// <summary>Disk images kept as files: what qemu-img makes and tells of them (pve-storage: PVE/Storage/Plugin.pm list_images, file_size_info).</summary>
public static class ImageFiles
{
    private const long Cluster = 64L << 10;

    /// <summary>Creates an image as <c>qemu-img create</c> does and prints its line.</summary>
    internal static void Create(StorageView storage, string path, string format, long size, Action<string> log)
    {
        var mode = Preallocation(storage.Definition, format);
        log(Formatting(path, format, size, mode));
        try
        {
            Put(storage.Files, path, new DiskImage { Size = size }, format, dense: mode is "falloc" or "full");
        }
        catch (FileException error)
        {
            var directory = UnixPath.Directory(path);
            if (storage.Files.Find(directory) is DirectoryEntry { Entries.Count: 0 }) storage.Files.Remove(directory);
            throw new PveException($"unable to create image: qemu-img: {path}: Could not create '{path}': {error.Errno.Describe()}");
        }
    }

    /// <summary>Creates a qcow2 file that holds only what differs from a base image (<c>qemu-img create -b</c>).</summary>
    internal static void CreateOverlay(StorageView storage, string path, string source, string sourceFormat, DiskImage content, Action<string> log)
    {
        var mode = Preallocation(storage.Definition, sourceFormat);
        var allocation = mode is null ? "" : $"preallocation={mode} ";
        log($"Formatting '{path}', fmt=qcow2 cluster_size=131072 extended_l2=on {allocation}compression_type=zlib "
            + string.Create(CultureInfo.InvariantCulture, $"size={content.Size} ") + $"backing_file={source} backing_fmt={sourceFormat} lazy_refcounts=off refcount_bits=16");
        try
        {
            Put(storage.Files, path, DiskImage.Overlay(content, source), "qcow2");
        }
        catch (FileException error)
        {
            throw new PveException($"unable to create image: qemu-img: {path}: Could not create '{path}': {error.Errno.Describe()}");
        }
    }

    /// <summary>
    /// Puts a disk image into a file. What is written to the image takes blocks of the file system; a dense one takes them all at once.
    /// Also the way to copy an image file: give a copy of the image.
    /// </summary>
    /// <exception cref="FileException">No space, read-only, ….</exception>
    public static BlobFile Put(FileTree files, string path, DiskImage image, string format, bool dense = false)
    {
        var header = Header(format, image.Size);
        BlobFile? blob = null;
        long Whole(long bytes) => (bytes + FileSystem.BlockSize - 1) / FileSystem.BlockSize * FileSystem.BlockSize;
        long Blocks(long held) => Math.Max(header + Whole(held), dense ? Whole(blob?.Size ?? image.Size + header) : 0);
        blob = files.CreateBlob(path, image.Size + header, image, () => Blocks(image.Held));
        var system = files.MountOf(path).FileSystem;
        image.Space = bytes => blob.Unlinked
            || (bytes <= 0 || system.Refusal is null && !system.ReadOnly) && system.TryTake(Blocks(image.Held + bytes) - Blocks(image.Held));
        return blob;
    }

    /// <summary>Changes the snapshots of a qcow2 file and gives the file system back, or takes from it, what the file takes less or more.</summary>
    internal static void Change(StorageView storage, string path, BlobFile blob, Action change)
    {
        var before = blob.Allocated;
        change();
        storage.Files.MountOf(path).FileSystem.TryTake(blob.Allocated - before);
        if (blob.Payload is DiskImage image && image.Size + Header("qcow2", image.Size) is var length && length != blob.Size) storage.Files.ResizeBlob(path, length);
        blob.Modified = storage.Node.Clock.Now;
    }

    /// <summary>Gives an image file another size.</summary>
    internal static void Resize(StorageView storage, string path, string format, long size)
    {
        if (storage.Files.Find(path) is not BlobFile blob)
            throw new PveException($"qemu-img: Could not open '{path}': Could not open '{path}': No such file or directory");
        if (blob.Payload is not DiskImage image)
        {
            storage.Files.ResizeBlob(path, size);
            return;
        }
        if (size < image.Size) throw new PveException("qemu-img: Use the --shrink option to perform a shrink operation.");
        image.Size = size;
        storage.Files.ResizeBlob(path, size + Header(format, size));
    }

    /// <summary>The images below a storage's image directory.</summary>
    internal static IEnumerable<VolumeInfo> List(StorageView storage, string directory, IReadOnlyCollection<string> formats, int? vmid)
    {
        if (storage.Files.Find(directory) is not DirectoryEntry owners) yield break;
        foreach (var (owner, entry) in owners.Entries)
        {
            if (owner.Length < 2 || !owner.All(char.IsAsciiDigit) || entry is not DirectoryEntry images) continue;
            if (!int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || vmid is not null && vmid != number) continue;
            foreach (var (name, found) in images.Entries)
            {
                var file = found is LinkEntry ? storage.Files.Find($"{directory}/{owner}/{name}") : found;
                if (file is not null && Describe(storage, owner, number, name, file, formats) is { } info) yield return info;
            }
        }
    }

    private static VolumeInfo? Describe(StorageView storage, string owner, int vmid, string name, FileEntry file, IReadOnlyCollection<string> formats)
    {
        var dot = name.LastIndexOf('.');
        if (name[0] == '.' || dot <= 0 || !formats.Contains(name[(dot + 1)..]) || !IsImageName(name)) return null;
        var format = name[(dot + 1)..];
        var isDirectory = file is DirectoryEntry;
        if (isDirectory != (format == "subvol")) return null;
        var image = (file as BlobFile)?.Payload as DiskImage;
        // qemu-img finds no header in a file that merely has the name, and takes it for raw bytes.
        var shown = image is null && format is "qcow2" or "vmdk" ? "invalid" : format;
        var parent = image?.Backing is { } backing && backing.StartsWith("../", StringComparison.Ordinal) ? backing[3..] + "/" : "";
        return new VolumeInfo($"{storage.Id}:{parent}{owner}/{name}", GuestKinds.ContentOf(storage.Node.Datacenter, vmid), shown, isDirectory ? 0 : image?.Size ?? file.Size)
        {
            Vmid = vmid,
            Created = file.Modified,
            Used = isDirectory ? 0 : file.Allocated,
        };
    }

    private static bool IsImageName(string name)
    {
        try
        {
            return VolumeName.ParseImage(name).Kind == "images";
        }
        catch (PveException)
        {
            return false;
        }
    }

    /// <summary>Bytes of tables a qcow2 file with preallocated metadata holds beside the data: header, refcounts, L1 and L2, in clusters.</summary>
    private static long Header(string format, long size) =>
        format == "qcow2" ? Cluster * (3 + (size + (2L << 30) - 1) / (2L << 30) + (size + (512L << 20) - 1) / (512L << 20)) : 0;

    /// <summary>The preallocation a new image gets (preallocation_cmd_opt).</summary>
    private static string? Preallocation(StorageDefinition storage, string format) => (format, storage["preallocation"]) switch
    {
        ("qcow2", var mode) => mode ?? "metadata",
        ("raw", null or "metadata") => "off",
        ("raw", var mode) => mode,
        _ => null,
    };

    private static string Formatting(string path, string format, long size, string? mode) => format switch
    {
        "qcow2" => string.Create(CultureInfo.InvariantCulture, $"Formatting '{path}', fmt=qcow2 cluster_size=65536 extended_l2=off preallocation={mode} ")
            + string.Create(CultureInfo.InvariantCulture, $"compression_type=zlib size={size} lazy_refcounts=off refcount_bits=16"),
        "vmdk" => string.Create(CultureInfo.InvariantCulture, $"Formatting '{path}', fmt=vmdk size={size} compat6=off hwversion=undefined"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Formatting '{path}', fmt={format} size={size} preallocation={mode}"),
    };
}
