using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>Redirections: where each step's text goes.</summary>
internal sealed partial class Interpreter
{
    private IEnumerable<Step> Redirected(Syntax.Redirected redirected, Streams streams)
    {
        foreach (var step in Redirect(redirected.Redirections, streams, inner => Run(redirected.Body, inner), "")) yield return step;
    }

    /// <summary>Opens the targets left to right, then runs and routes. <paramref name="program"/> begins the text of a write error.</summary>
    private IEnumerable<Step> Redirect(
        IReadOnlyList<Redirection> redirections, Streams streams, Func<Streams, IEnumerable<Step>> run, string program)
    {
        var wiring = new Wiring(Session.Node.Files);
        foreach (var redirection in redirections)
        {
            var text = new Box<string>();
            foreach (var step in TargetText(redirection, streams, text)) yield return step;
            if (Stopped) yield break;
            if (wiring.Open(redirection, text.Content ?? "", State.Directory) is not { } error) continue;
            State.Status = error.StartsWith("PveLab: ", StringComparison.Ordinal) ? 255 : 1;
            yield return new Step.Err((State.Status == 255 ? "" : State.ErrorPrefix) + error + "\n");
            yield break;
        }
        var inner = new Streams(wiring.Input ?? streams.Input, streams.OutputIsTerminal && wiring.Out.Kind == SinkKind.Out);
        string? failed = null;
        try
        {
            foreach (var step in run(inner))
            {
                var routed = wiring.Route(step, out failed);
                if (routed is not null) yield return routed;
                if (failed is not null) break;
            }
        }
        finally
        {
            failed ??= wiring.Flush();
        }
        if (failed is null) yield break;
        State.Status = 1;
        yield return new Step.Err($"{(Builtins.Find(program) is null ? "" : State.ErrorPrefix)}{program}: write error: {failed}\n");
    }

    private IEnumerable<Step> TargetText(Redirection redirection, Streams streams, Box<string> text)
    {
        if (redirection.Document is { } document)
        {
            foreach (var step in Text(document.Body, streams, text)) yield return step;
            yield break;
        }
        if (redirection.Operator == "<<<")
        {
            foreach (var step in Text(redirection.Target, streams, text)) yield return step;
            text.Content += "\n";
            yield break;
        }
        var fields = new Box<List<string>>();
        foreach (var step in Fields([redirection.Target], streams, fields)) yield return step;
        if (Stopped) yield break;
        if (fields.Content is [var only])
            text.Content = only;
        else
            yield return GiveUp($"{Source(redirection.Target)}: ambiguous redirect", 1);
    }

    private static string Source(Word word) => string.Concat(word.Parts.Select(p => p switch
    {
        WordPart.Literal literal => literal.Text,
        WordPart.Parameter parameter => "$" + parameter.Name,
        _ => "",
    }));

    private enum SinkKind
    {
        Out,
        Err,
        Nowhere,
        File,
    }

    /// <summary>Where one descriptor leads. A file's text is gathered and written in pieces.</summary>
    private sealed class Sink(SinkKind kind, string path = "")
    {
        public SinkKind Kind { get; } = kind;

        public string Path { get; } = path;

        public StringBuilder Buffer { get; } = new();
    }

    private sealed class Wiring(FileTree files)
    {
        private const int FlushAt = 8192;

        private static readonly Sink ToOut = new(SinkKind.Out);
        private static readonly Sink ToErr = new(SinkKind.Err);

        public Sink Out { get; private set; } = ToOut;

        public Pipe? Input { get; private set; }

        private Sink Err { get; set; } = ToErr;

        /// <summary>Opens one redirection; the result is the error text, without the shell's name.</summary>
        public string? Open(Redirection redirection, string target, string directory)
        {
            var descriptor = redirection.Descriptor;
            switch (redirection.Operator)
            {
                case "<<" or "<<-" or "<<<" when descriptor <= 0:
                    Input = Pipe.Of(target);
                    return null;
                case "<" or "<>" when descriptor <= 0:
                    return OpenInput(target, directory);
                case "&>" or "&>>":
                    return OpenOutput(target, directory, redirection.Operator == "&>>", both: true, 1);
                case ">&" when descriptor < 0 && target is not ("1" or "2" or "-"):
                    return OpenOutput(target, directory, false, both: true, 1);
                case ">&" when descriptor is -1 or 1 or 2:
                    return Duplicate(descriptor < 0 ? 1 : descriptor, target);
                case ">" or ">|" or ">>" when descriptor is -1 or 1 or 2:
                    return OpenOutput(target, directory, redirection.Operator == ">>", both: false, descriptor < 0 ? 1 : descriptor);
                default:
                    return $"PveLab: redirection {(descriptor < 0 ? "" : Variables.Text(descriptor))}{redirection.Operator} is not simulated";
            }
        }

        private string? Duplicate(int descriptor, string target)
        {
            Sink? from = target switch { "1" => Out, "2" => Err, "-" => new Sink(SinkKind.Nowhere), _ => null };
            if (from is null) return $"{target}: Bad file descriptor";
            Set(descriptor, from);
            return null;
        }

        private void Set(int descriptor, Sink sink)
        {
            if (descriptor == 1) Out = sink;
            else Err = sink;
        }

        private string? OpenInput(string target, string directory)
        {
            var path = UnixPath.Absolute(target, directory);
            if (path is "/dev/stdin" or "/dev/tty") return null;
            if (path == "/dev/null")
            {
                Input = Pipe.Empty();
                return null;
            }
            if (files.TryLocate(path, true, out var located) is { } errno) return $"{target}: {errno.Describe()}";
            if (located!.Entry is null) return $"{target}: {Errno.NoEntry.Describe()}";
            Input = located.Entry is TextFile ? Pipe.Of(files.ReadText(path))
                : located.Entry is BlobFile { Size: > 0 } ? new Pipe([new Step.Bytes(Tools.Archives.FileContent.Of(files, path, "-"))])
                : Pipe.Empty();
            return null;
        }

        private string? OpenOutput(string target, string directory, bool append, bool both, int descriptor)
        {
            var path = UnixPath.Absolute(target, directory);
            Sink? sink = path switch
            {
                "/dev/null" => new Sink(SinkKind.Nowhere),
                "/dev/stdout" => Out,
                "/dev/stderr" => Err,
                "/dev/tty" => ToOut,
                _ => null,
            };
            if (target.Length == 0) return ": No such file or directory";
            if (sink is null && TryWrite(path, "", append) is { } error) return $"{target}: {error}";
            sink ??= new Sink(SinkKind.File, path);
            Set(descriptor, sink);
            if (both) Err = sink;
            return null;
        }

        private string? TryWrite(string path, string text, bool append)
        {
            try
            {
                if (append && text.Length == 0 && files.Find(path) is TextFile) return null;
                files.WriteText(path, text, append);
                return null;
            }
            catch (FileException error)
            {
                return error.Errno.Describe();
            }
        }

        /// <summary>The step as it leaves; null when it went into a file. <paramref name="failed"/>: the write error.</summary>
        public Step? Route(Step step, out string? failed)
        {
            failed = null;
            if (step is Step.Bytes { Content: Tools.Archives.FileContent content } && Out.Kind == SinkKind.File)
            {
                failed = Tools.FileMaking.Attempt(() => Tools.Archives.ByteFiles.Write(files, Out.Path, content))?.Describe();
                return null;
            }
            var (sink, text) = step switch
            {
                Step.Out data => (Out, data.Text),
                Step.Err error => (Err, error.Text),
                _ => (null, ""),
            };
            if (sink is null)
            {
                if (step is not Step.UpstreamErr) failed = Flush();
                return step;
            }
            switch (sink.Kind)
            {
                case SinkKind.Out:
                    return step as Step.Out ?? new Step.Out(text);
                case SinkKind.Err:
                    return step as Step.Err ?? new Step.Err(text);
                case SinkKind.File:
                    sink.Buffer.Append(text);
                    if (sink.Buffer.Length >= FlushAt) failed = Flush();
                    break;
            }
            return null;
        }

        /// <summary>Writes what was gathered; the result is the error text.</summary>
        public string? Flush() => Flush(Out) ?? Flush(Err);

        private string? Flush(Sink sink)
        {
            if (sink.Buffer.Length == 0) return null;
            var text = sink.Buffer.ToString();
            sink.Buffer.Clear();
            return TryWrite(sink.Path, text, append: true);
        }
    }
}
