using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools.Archives;

/// <summary>dd: copies blocks, fills files, and writes over a place in one (<c>conv=notrunc seek=</c>).</summary>
internal static class Dd
{
    private static readonly string[] Operands = ["if", "of", "bs", "ibs", "obs", "count", "seek", "skip", "conv", "status", "oflag", "iflag"];
    private static readonly string[] Sources = ["/dev/zero", "/dev/urandom", "/dev/random"];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in invocation.Arguments)
        {
            var parts = argument.Split('=', 2);
            if (argument == "--help")
            {
                yield return new Step.Out("Usage: dd [OPERAND]...\n  or:  dd OPTION\nCopy a file, converting and formatting according to the operands.\n");
                yield break;
            }
            if (parts.Length == 2 && Array.IndexOf(Operands, parts[0]) >= 0) given[parts[0]] = parts[1];
            else
            {
                yield return invocation.Fail(1, $"dd: unrecognized operand {TextInput.Curly(argument)}\nTry 'dd --help' for more information.");
                yield break;
            }
        }
        if (Numbers(given) is not { } numbers)
        {
            var bad = ((string[])["bs", "ibs", "obs", "count", "seek", "skip"]).First(k => given.TryGetValue(k, out var text) && Sizes.Parse(text) is null);
            yield return invocation.Fail(1, $"dd: invalid number: {TextInput.Curly(given[bad])}");
            yield break;
        }
        foreach (var step in Copy(invocation, given, numbers)) yield return step;
    }

    private sealed record Blocks(long Size, long? Count, long Seek, long Skip);

    private static Blocks? Numbers(SortedDictionary<string, string> given)
    {
        long? Number(string key) => given.TryGetValue(key, out var text) ? Sizes.Parse(text) ?? -1 : null;
        var blocks = new Blocks(Number("bs") ?? Number("obs") ?? 512, Number("count"), Number("seek") ?? 0, Number("skip") ?? 0);
        return blocks is { Size: <= 0 } or { Count: < 0 } or { Seek: < 0 } or { Skip: < 0 } ? null : blocks;
    }

    private static IEnumerable<Step> Copy(Invocation invocation, SortedDictionary<string, string> given, Blocks blocks)
    {
        var source = given.GetValueOrDefault("if");
        FileContent? input = null;
        var endless = source is not null && Array.IndexOf(Sources, source) >= 0;
        if (source is null)
            foreach (var step in Unpacking.Gather(invocation, c => input = c)) yield return step;
        else if (!endless && FileMaking.Attempt(() => input = FileContent.Of(invocation.Files, invocation.Absolute(source), source)) is { } missing)
        {
            yield return invocation.Fail(1, $"dd: failed to open {TextInput.Quoted(source)}: {missing.Describe()}");
            yield break;
        }
        var available = endless ? long.MaxValue : Math.Max(0, input!.Size - blocks.Skip * blocks.Size);
        var wanted = blocks.Count is { } count ? count > long.MaxValue / blocks.Size ? long.MaxValue : count * blocks.Size : long.MaxValue;
        var bytes = Math.Min(available, wanted);
        var begin = invocation.Node.Clock.Now;
        var written = 0L;
        Errno? failure = null;
        if (given.GetValueOrDefault("of") is not { } target) yield return input is { Meaning: string all } ? new Step.Out(Cut(all, blocks.Skip * blocks.Size, bytes))
            : invocation.Fail(255, $"PveLab: the bytes of '{source}' are not simulated; give dd an of=");
        else
        {
            if (bytes == long.MaxValue && target == "/dev/null") bytes = 1L << 40;
            var job = new Job(invocation, target, given.GetValueOrDefault("conv", "").Split(',').Contains("notrunc"), blocks.Seek * blocks.Size);
            if (job.Open() is { } refused)
            {
                yield return refused;
                yield break;
            }
            List<LaneUse> uses = [new LaneUse(new Lane("dd", source == "/dev/urandom" ? 420e6 : 2.4e9)), .. job.Lanes()];
            if (source is not null && !endless) uses.AddRange(Unpacking.Lanes(invocation, invocation.Absolute(source)));
            foreach (var step in Unpacking.Pass(invocation, bytes, uses, moved => (failure = job.Grow(moved)) is null)) yield return step;
            failure ??= job.Grow(bytes);
            written = job.Written;
            job.Close(failure is null, endless ? null : input, blocks.Skip * blocks.Size, bytes);
        }
        if (invocation.ExitCode == 255) yield break;
        if (failure is { } errno) yield return invocation.Fail(1, $"dd: error writing {TextInput.Quoted(given["of"])}: {errno.Describe()}");
        else written = bytes;
        if (given.GetValueOrDefault("status") != "none") yield return new Step.Err(Report(written, blocks.Size, failure is not null, (invocation.Node.Clock.Now - begin).TotalSeconds));
    }

    private static string Cut(string text, long start, long length) =>
        start >= text.Length ? "" : text.Substring((int)start, (int)Math.Min(length, text.Length - start));

    private static string Report(long bytes, long block, bool failed, double seconds)
    {
        var (full, rest) = (bytes / block, bytes % block);
        var partial = rest > 0 ? 1 : 0;
        var elapsed = Math.Max(seconds, Math.Max(1e-4, bytes / 2.4e9));
        return string.Create(CultureInfo.InvariantCulture,
            $"{full + (failed ? 1 : 0)}+{(failed ? 0 : partial)} records in\n{full}+{partial} records out\n{DdText.Copied(bytes, elapsed)}\n");
    }

    /// <summary>The file written to.</summary>
    private sealed class Job(Invocation invocation, string target, bool keep, long offset)
    {
        private readonly string path = invocation.Absolute(target);
        private OpenFile? file;

        public long Written { get; private set; }

        public Step.Err? Open()
        {
            if (target == "/dev/null") return null;
            if (target.StartsWith("/dev/", StringComparison.Ordinal)) return invocation.Fail(255, $"PveLab: writing to '{target}' is not simulated");
            if (invocation.Files.Find(path) is BlobFile { Payload: DiskImage }) return invocation.Fail(255, $"PveLab: writing into the disk image '{target}' is not simulated");
            if (FileMaking.Attempt(Prepare) is not { } errno) return null;
            return invocation.Fail(1, $"dd: failed to open {TextInput.Quoted(target)}: {errno.Describe()}");
        }

        private void Prepare()
        {
            var existing = invocation.Files.Find(path);
            if (existing is DirectoryEntry) throw new FileException(Errno.IsDirectory, path);
            if (!keep || existing is null) invocation.Files.CreateBlob(path, existing is BlobFile old && offset > 0 ? Math.Min(offset, old.Size) : 0);
            if (existing is TextFile && keep) return;
            file = invocation.Files.OpenBlob(path);
        }

        public IEnumerable<LaneUse> Lanes() => target == "/dev/null" ? [] : Unpacking.Lanes(invocation, path);

        public Errno? Grow(long bytes)
        {
            if (file is null || offset + bytes <= file.Entry.Size)
            {
                Written = bytes;
                return null;
            }
            var failure = FileMaking.Attempt(() => file.Resize(offset + bytes));
            Written = Math.Max(0, Math.Min(bytes, file.Entry.Size - offset));
            return failure;
        }

        /// <summary>What the file means now: a whole copy of the source, or what it was with a place written over.</summary>
        public void Close(bool complete, FileContent? source, long skip, long bytes)
        {
            if (target == "/dev/null") return;
            if (invocation.Files.Find(path) is TextFile text)
            {
                var (start, middle) = ((int)Math.Min(offset, text.Text.Length), source?.Meaning as string is { } s ? Cut(s, skip, bytes) : new string('\0', (int)Math.Min(bytes, 1 << 20)));
                var end = start + middle.Length < text.Text.Length ? text.Text[(start + middle.Length)..] : "";
                FileMaking.Attempt(() => invocation.Files.WriteText(path, text.Text[..start] + middle + end));
                return;
            }
            if (invocation.Files.Find(path) is not BlobFile blob) return;
            if (keep && blob.Payload is not null) blob.Payload = bytes > 0 ? ByteFiles.Spoiled(blob.Payload, offset) : blob.Payload;
            else if (complete && offset == 0 && skip == 0 && source is { Meaning: string whole, Compression: null } && bytes == source.Size) invocation.Files.WriteText(path, whole);
            else if (offset == 0 && skip == 0 && source is not null) blob.Payload = source.Name == "-" ? source.Meaning
                : (invocation.Files.Find(invocation.Absolute(source.Name)) as BlobFile)?.Payload;
        }
    }
}
