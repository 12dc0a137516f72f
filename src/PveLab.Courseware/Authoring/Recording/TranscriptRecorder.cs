using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Authoring.Recording;

/// <summary>
/// Lives through the inputs of an attempt and writes them down as a transcript: what was typed at the prompt, answers, keys, the time that passed,
/// nodes and hints. What a view did is written as the command that does the same.
/// </summary>
public sealed class TranscriptRecorder : IDisposable
{
    private readonly string file;
    private readonly Attempt attempt;
    private readonly List<string> lines = [];
    private readonly List<string> later = [];
    private readonly List<string> keys = [];
    private readonly List<Instant> pulled = [];
    private (int Line, Instant Since)? waiting;
    private int number;

    private TranscriptRecorder(AttemptFile played)
    {
        file = played.Name;
        attempt = new Attempt(played.Folder, played.Journal.Header.Seed, played.Journal.Header.Dialect);
    }

    /// <summary>The transcript of an attempt.</summary>
    /// <exception cref="ContentException">An input has no line in transcripts, or does not fit; the message names the journal's line.</exception>
    public static string Of(AttemptFile played)
    {
        using var recorder = new TranscriptRecorder(played);
        return recorder.Record(Meant(played.Journal.Entries));
    }

    /// <inheritdoc />
    public void Dispose() => attempt.Dispose();

    /// <summary>What nobody typed: a transcript that ends ends every program that still asks.</summary>
    private static ImmutableArray<Entry> Meant(ImmutableArray<Entry> entries)
    {
        var end = entries.Length;
        while (end > 0 && entries[end - 1].Input is Input.Key { Name: "Ctrl+D" or Attempt.HangUp } or Input.Finished) end--;
        return entries[..end];
    }

    private string Record(ImmutableArray<Entry> entries)
    {
        number = 1;
        foreach (var entry in entries)
        {
            number++;
            while (attempt.StepsSinceInput < entry.Steps && attempt.IsRunning) Pull();
            Write(entry.Input);
            Submit(entry.Input);
        }
        Flush();
        lines.AddRange(later);
        return string.Concat(lines.Select(l => l + "\n"));
    }

    private void Submit(Input input)
    {
        try
        {
            attempt.Submit(input);
        }
        catch (InputRefusedException)
        {
            throw Wrong("this input does not fit: the attempt never came to a point where it could be given");
        }
        catch (Exception error) when (error is Sim.PveException or Sim.Files.FileException)
        {
            // The learner met the same refusal.
        }
    }

    private void Pull()
    {
        attempt.Pull();
        pulled.Add(attempt.World.Clock.Now);
    }

    private void Write(Input input)
    {
        var isKey = input is Input.Key && attempt.Asking is { Kind: AskKind.Key };
        if (!isKey && input is not (Input.HintBought or Input.ScreenSize or Input.QuizAnswer)) Flush();
        switch (input)
        {
            case Input.Key { Name: var name } when isKey: keys.Add(name); break;
            case Input.Key { Name: "Ctrl+C" } when attempt.IsRunning: Interrupt(); break;
            case Input.Key { Name: var name }: Add(TranscriptLines.Key(name), $"the key {name}"); break;
            case Input.Line { Text: var text } when IsAtPrompt: Add(TranscriptLines.AtPrompt(text), text); break;
            case Input.Line { Text: var text }: Add(TranscriptLines.Answer(text), text); break;
            case Input.Advance { Time: var time }: Wait(time); break;
            case Input.NodeOpened { Node: var node }: Add("#! node " + node, node); break;
            case Input.HintBought { Hint: var hint }: later.Add(string.Create(CultureInfo.InvariantCulture, $"#! hint {hint + 1}")); break;
            case Input.ApiCall call: later.Add(Writable(TranscriptLines.Call(call), call.Path)); break;
            case Input.FileSaved saved: later.AddRange(Writable(TranscriptLines.Save(saved), saved.Path).Split('\n')); break;
        }
    }

    private bool IsAtPrompt => attempt.Asking is null && !attempt.IsRunning && attempt.Prompt == attempt.Shell.Prompt;

    /// <summary>What is not typed into what runs stands before the next line at the prompt.</summary>
    private void Add(string? line, string what)
    {
        var text = Writable(line, what);
        if (IsAtPrompt) Catch();
        lines.Add(text);
        waiting = null;
        pulled.Clear();
    }

    private void Catch()
    {
        lines.AddRange(later);
        later.Clear();
    }

    /// <summary>An empty line keeps the time apart from what ran before it, which otherwise counts.</summary>
    private void Wait(TimeSpan time)
    {
        Catch();
        lines.Add("");
        lines.Add(TranscriptLines.Wait(time));
        waiting = (lines.Count - 1, attempt.World.Clock.Now);
        pulled.Clear();
    }

    /// <summary>
    /// A program was interrupted: so much time after its first step that the player comes to the very same step. A wait that was interrupted was a shorter one.
    /// </summary>
    private void Interrupt()
    {
        if (waiting is { } wait)
        {
            lines[wait.Line] = TranscriptLines.Wait(attempt.World.Clock.Now - wait.Since);
            waiting = null;
            return;
        }
        var first = pulled.Count > 0 ? pulled[0] : attempt.World.Clock.Now;
        var before = pulled.Count > 1 ? pulled[^2] : first;
        lines.Add(TranscriptLines.Wait(before - first));
        lines.Add("<Ctrl+C>");
        pulled.Clear();
    }

    private void Flush()
    {
        if (keys.Count == 0) return;
        lines.AddRange(TranscriptLines.Keys(keys) ?? throw Wrong($"a transcript has no name for one of these keys: {string.Join(' ', keys)}"));
        keys.Clear();
        waiting = null;
        pulled.Clear();
    }

    /// <summary>A journal may hold what steers a terminal; a transcript may not.</summary>
    private string Writable(string? line, string what) => line is not null && TextContent.IsText(line) ? line : throw Wrong($"a transcript has no line for this: {what}");

    private ContentException Wrong(string problem) => new(file, number, 1, problem);
}
