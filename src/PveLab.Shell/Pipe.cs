using System.Collections;

namespace PveLab.Shell;

/// <summary>
/// What a program reads as standard input: the steps of whatever stands upstream, shared by all programs that read from it one after
/// another (<c>while read line; do …; done &lt; file</c>). Leaving a <c>foreach</c> keeps the rest for the next reader.
/// </summary>
public sealed class Pipe(IEnumerable<Step> source) : IEnumerable<Step>, IDisposable
{
    private readonly IEnumerator<Step> steps = source.GetEnumerator();
    private string? pushedBack;
    private bool ended;

    /// <summary>An input at its end.</summary>
    public static Pipe Empty() => new([]) { ended = true };

    /// <summary>An input of that text.</summary>
    public static Pipe Of(string text) => new([]) { ended = true, pushedBack = text };

    /// <summary>The keyboard: asks for a line whenever more is read; Ctrl+D ends it.</summary>
    public static Pipe Of(Terminal terminal) => new(TypedLines(terminal)) { IsTerminal = true };

    /// <summary>It is the keyboard.</summary>
    public bool IsTerminal { get; private init; }

    /// <summary>Gives back data that was read but not used.</summary>
    public void PushBack(string text)
    {
        if (text.Length > 0) pushedBack = text + pushedBack;
    }

    /// <summary>What is left, chunk by chunk.</summary>
    public IEnumerator<Step> GetEnumerator()
    {
        while (true)
        {
            if (pushedBack is { } text)
            {
                pushedBack = null;
                yield return new Step.Out(text);
            }
            else if (ended || !steps.MoveNext())
            {
                ended = true;
                yield break;
            }
            else
            {
                yield return steps.Current is Step.Err err ? new Step.UpstreamErr(err.Text) : steps.Current;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Reads one line: yields every step that is not data, then puts the line (without its end) into <paramref name="line"/>; null at the end of input.
    /// </summary>
    public IEnumerable<Step> ReadLine(Line line)
    {
        string? partial = null;
        foreach (var step in this)
        {
            if (step is not Step.Out { Text: var text })
            {
                yield return step;
                continue;
            }
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0)
            {
                partial += text;
                continue;
            }
            PushBack(text[(end + 1)..]);
            line.Text = partial + text[..end];
            line.Complete = true;
            yield break;
        }
        line.Text = partial;
    }

    /// <summary>
    /// Lets the upstream go on after its reader has ended: it runs until it writes (and dies of the broken pipe) or ends by itself.
    /// </summary>
    internal IEnumerable<Step> Drain()
    {
        foreach (var step in this)
        {
            if (step is Step.Out { Text.Length: > 0 }) yield break;
            // A stream that takes its time finds the pipe broken when it goes on.
            if (step is Step.Bytes { Content: Tools.Archives.FileContent { Way: { } way } }) way.Broken = true;
            else if (step is not Step.Out) yield return step;
        }
    }

    /// <summary>Stops the upstream.</summary>
    public void Dispose()
    {
        ended = true;
        steps.Dispose();
    }

    private static IEnumerable<Step> TypedLines(Terminal terminal)
    {
        while (true)
        {
            yield return new Step.Ask(AskKind.Line, "");
            if (terminal.Take() is not Answer.Line line) yield break;
            yield return new Step.Out(line.Text + "\n");
        }
    }

    /// <summary>Where <see cref="ReadLine"/> puts what it read.</summary>
    public sealed class Line
    {
        /// <summary>The line; null: the input was at its end.</summary>
        public string? Text { get; internal set; }

        /// <summary>A line end followed.</summary>
        public bool Complete { get; internal set; }
    }
}

/// <summary>What a program is connected to.</summary>
internal sealed record Streams(Pipe Input, bool OutputIsTerminal);
