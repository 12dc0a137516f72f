using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Archives;

/// <summary>tar -c: gathers files into an archive.</summary>
internal static class TarMaking
{
    public static IEnumerable<Step> Create(Invocation invocation, Options options)
    {
        if (options.Operands.Count == 0)
        {
            yield return invocation.Fail(2, "tar: Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.");
            yield break;
        }
        var name = options["f"] ?? "-";
        var directory = options["C"] is { } from ? invocation.Absolute(from) : invocation.Directory;
        var members = new List<TarMember>();
        var complaints = new List<string>();
        foreach (var operand in options.Operands) Gather(invocation, directory, operand, members, complaints);
        if (options.Operands.Exists(o => o.StartsWith('/'))) yield return new Step.Err("tar: Removing leading `/' from member names\n");
        if (options.Has("v")) yield return name == "-" ? new Step.Err(Names(members)) : new Step.Out(Names(members));
        foreach (var complaint in complaints) yield return invocation.Fail(2, complaint);
        var archive = new TarArchive([.. members]);
        var compression = Tar.Compression(options, name);
        var length = compression is null ? archive.Length : 64 + (long)(archive.Length * 0.42);
        var content = new FileContent(name, archive, compression, length, archive.Length, Defect.None);
        foreach (var step in Unpacking.Pass(invocation, archive.Length, [.. Unpacking.Lanes(invocation, directory), new LaneUse(new Lane("tar", 400e6))])) yield return step;
        if (name == "-")
        {
            yield return invocation.OutputIsTerminal
                ? invocation.Fail(2, "tar: Refusing to write archive contents to terminal (missing -f option?)\ntar: Error is not recoverable: exiting now")
                : new Step.Bytes(content);
            yield break;
        }
        if (FileMaking.Attempt(() => ByteFiles.Write(invocation.Files, invocation.Absolute(name), content)) is { } errno)
            yield return invocation.Fail(2, errno == Errno.NoSpace
                ? $"tar: {name}: Wrote only 4096 of 10240 bytes\ntar: Error is not recoverable: exiting now"
                : $"tar: {name}: Cannot open: {errno.Describe()}\ntar: Error is not recoverable: exiting now");
        else if (complaints.Count > 0) yield return new Step.Err("tar: Exiting with failure status due to previous errors\n");
    }

    private static string Names(List<TarMember> members) => string.Concat(members.Select(m => m.Name + "\n"));

    private static void Gather(Invocation invocation, string directory, string name, List<TarMember> members, List<string> complaints)
    {
        var path = UnixPath.Absolute(name, directory);
        if (invocation.Files.TryLocate(path, false, out var located) is { } errno || located?.Entry is null)
        {
            complaints.Add($"tar: {name}: Cannot stat: {(invocation.Files.TryLocate(path, false, out _) ?? Errno.NoEntry).Describe()}");
            return;
        }
        var entry = located.Entry;
        var shown = name.TrimStart('/') is { Length: > 0 } relative ? relative.TrimEnd('/') : ".";
        var owner = $"{entry.Owner}/{entry.Group}";
        switch (entry)
        {
            case DirectoryEntry tree:
                members.Add(new TarMember(shown + "/", TarKind.Directory, entry.Mode, owner, entry.Modified, 0));
                foreach (var child in tree.Entries.Keys.ToList()) Gather(invocation, directory, UnixPath.Join(name, child), members, complaints);
                break;
            case LinkEntry link:
                members.Add(new TarMember(shown, TarKind.Link, entry.Mode, owner, entry.Modified, 0) { Meaning = invocation.Files.TargetOf(link) });
                break;
            default:
                object? meaning = entry is BlobFile blob ? blob.Payload : invocation.Files.ReadText(path);
                members.Add(new TarMember(shown, TarKind.File, entry.Mode, owner, entry.Modified, entry.Size) { Meaning = meaning });
                break;
        }
    }
}
