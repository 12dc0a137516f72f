using System.Globalization;
using System.Text;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools.Archives;

/// <summary>vma list, config, verify and extract (pve-qemu: vma.c, vma-reader.c).</summary>
internal static class Vma
{
    private const string UsageText =
        "usage: vma command [command options]\n\nvma list <filename>\nvma config <filename> [-c <config>]\n"
        + "vma create <filename> [-c <config>] [-d format=<format>:<device name>=<path> [-d ...]]\n"
        + "vma extract <filename> [-d <drive-list>] [-r <fifo>] <targetdir>\nvma verify <filename> [-v]\n";

    private const int Aborted = 133;
    private const long ExtentBytes = 512 + 58 * 65_536;

    private static readonly OptionTable ListTable = new("v/");
    private static readonly OptionTable ConfigTable = new("c:");
    private static readonly OptionTable ExtractTable = new("v/", "d:", "!r:");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        if (invocation.Arguments.Count == 0) return [Usage(invocation)];
        var command = invocation.Arguments[0];
        if (command == "create") return [invocation.Fail(255, "PveLab: 'vma create' is not simulated")];
        if (command is not ("list" or "config" or "extract" or "verify")) return [Usage(invocation)];
        var table = command switch { "config" => ConfigTable, "extract" => ExtractTable, _ => ListTable };
        var options = table.Parse(invocation);
        options.Operands.RemoveAt(0);
        if (options.Problem is Step.Err { Text: var text } && text.StartsWith("PveLab", StringComparison.Ordinal)) return [options.Problem];
        if (options.Problem is not null || options.Operands.Count != (command == "extract" ? 2 : 1)) return [Usage(invocation)];
        return Do(invocation, command, options);
    }

    public static IEnumerable<string> Complete(Editing.CompletionRequest request) => request.Words.Count == 1 ? ["config", "create", "extract", "list", "verify"]
        : [];

    private static Step.Out Usage(Invocation invocation)
    {
        invocation.ExitCode = 1;
        return new Step.Out(UsageText);
    }

    private static IEnumerable<Step> Do(Invocation invocation, string command, Options options)
    {
        var name = options.Operands[0];
        FileContent? content = null;
        Errno? errno = null;
        if (name == "-")
            foreach (var step in Unpacking.Gather(invocation, c => content = c)) yield return step;
        else errno = FileMaking.Attempt(() => content = FileContent.Of(invocation.Files, invocation.Absolute(name), name));
        if (Unreadable(content, name, errno) is { } complaint)
        {
            yield return Abort(invocation, complaint);
            yield break;
        }
        var archive = (BackupArchive)content!.Meaning!;
        var steps = command switch
        {
            "list" => [new Step.Out(Header(invocation.Node, archive))],
            "config" => Config(invocation, archive, options["c"] ?? "qemu-server.conf"),
            "verify" => Read(invocation, content, archive, options.Has("v"), "verify failed"),
            _ => Extract(invocation, content, archive, options),
        };
        foreach (var step in steps) yield return step;
        if (command is "verify" or "extract") Unpacking.RecordCheck(invocation, content, invocation.ExitCode == 0);
    }

    private static string? Unreadable(FileContent? content, string name, Errno? errno) => content switch
    {
        null => $"can't open file {name} - {errno!.Value.Describe()}\n",
        { Size: 0 } => "can't read vma header - got EOF",
        { Compression: not null } or { Meaning: not BackupArchive } or { Defect: Defect.Header } => "not a vma file - wrong magic number",
        _ => null,
    };

    /// <summary>g_error: the message, then the signal that the shell tells of.</summary>
    private static Step.Err Abort(Invocation invocation, string message)
    {
        var now = invocation.Node.Clock.Now;
        var time = Dates.Format("%H:%M:%S", now, invocation.Node.Datacenter.Zone);
        return invocation.Fail(Aborted, string.Create(CultureInfo.InvariantCulture,
            $"\n** (process:{invocation.Node.Tasks.NextPid()}): ERROR **: {time}.{now.Milliseconds % 1000:D3}: {message}\nTrace/breakpoint trap"));
    }

    private static string Header(Node node, BackupArchive archive)
    {
        var text = new StringBuilder(FormattableString.Invariant($"CFG: size: {Encoding.UTF8.GetByteCount(archive.Config)} name: qemu-server.conf\n"));
        for (var i = 0; i < archive.Disks.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"DEV: dev_id={i + 1} size: {archive.Disks[i].Capture.Size} devname: {archive.Disks[i].Device}\n");
        return text + "CTIME: " + node.Datacenter.Zone.ToLocal(archive.CapturedAt.UnixSeconds).ToCTime() + "\n";
    }

    private static IEnumerable<Step> Config(Invocation invocation, BackupArchive archive, string name)
    {
        if (name == "qemu-server.conf") yield return new Step.Out(archive.Config);
        else yield return invocation.Fail(255, $"unable to find configuration data '{name}'");
    }

    private static IEnumerable<Step> Read(Invocation invocation, FileContent content, BackupArchive archive, bool verbose, string failure)
    {
        var layout = new ImageLayout(archive.Disks.Select(d => d.Capture));
        var lines = new List<string>();
        var progress = new RestoreProgress(layout.Total, lines.Add);
        var begin = invocation.Node.Clock.Now.UnixSeconds;
        // What came through a pipe has taken its time upstream.
        var uses = content.Name == "-" ? [new LaneUse(new Lane("vma", 2e9))] : Unpacking.Lanes(invocation, invocation.Absolute(content.Name)).ToArray();
        var readable = content.Defect switch { Defect.Data => layout.Work / 2, Defect.Truncated => layout.Work * ((double)content.Size / Math.Max(1, archive.Length)), _ => layout.Work };
        foreach (var step in Unpacking.Pass(invocation, (long)readable, uses, moved => Report(layout.At(moved).Passed)))
        {
            yield return step;
            if (verbose && lines.Count > 0) yield return new Step.Out(string.Join('\n', lines) + "\n");
            lines.Clear();
        }
        if (content.Defect is Defect.Truncated or Defect.Data)
        {
            var rest = Math.Max(1, content.Size * 7 % ExtentBytes);
            yield return Abort(invocation, content.Defect == Defect.Truncated
                ? FormattableString.Invariant($"{failure} - short vma extent ({rest} < {ExtentBytes})") : $"{failure} - wrong vma extent header chechsum");
            yield break;
        }
        progress.Report(layout.Total, invocation.Node.Clock.Now.UnixSeconds - begin);
        progress.Finish(layout.Total, layout.Total - layout.Data);
        if (verbose) yield return new Step.Out(string.Join('\n', lines) + "\n");

        bool Report(long passed)
        {
            progress.Report(passed, invocation.Node.Clock.Now.UnixSeconds - begin);
            return true;
        }
    }

    private static IEnumerable<Step> Extract(Invocation invocation, FileContent content, BackupArchive archive, Options options)
    {
        var (target, files) = (options.Operands[1], invocation.Files);
        var directory = invocation.Absolute(target);
        if (FileMaking.Attempt(() => files.CreateDirectory(directory)) is { } errno)
        {
            yield return Abort(invocation, $"unable to create target directory {target} - {errno.Describe()}");
            yield break;
        }
        var wanted = options["d"]?.Split(',', ':');
        var disks = archive.Disks.Where(d => wanted is null || wanted.Contains(d.Device)).ToList();
        FileMaking.Attempt(() => files.WriteText(UnixPath.Join(directory, "qemu-server.conf"), archive.Config));
        foreach (var step in Read(invocation, content, archive, options.Has("v"), "restore failed")) yield return step;
        foreach (var disk in disks)
        {
            var broken = invocation.ExitCode != 0;
            var image = new DiskImage { Size = disk.Capture.Size, Written = disk.Capture.Written, System = disk.Capture.System };
            var path = UnixPath.Join(directory, (broken ? "tmp-disk-" : "disk-") + disk.Device + ".raw");
            if (FileMaking.Attempt(() => files.CreateBlob(path, image.Size, broken ? null : image, () => image.Written)) is not { } full) continue;
            yield return Abort(invocation, $"restore failed - blk_pwrite to {disk.Device} failed (-{(full == Errno.NoSpace ? 28 : (int)full)})");
            yield break;
        }
    }
}
