using System.Globalization;
using PveLab.Courseware.Scenarios;
using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>Plays a transcript at full speed, as a learner would who always waits for the prompt.</summary>
public sealed class TranscriptPlayer
{
    /// <summary>Virtual time a program gets before a <c>&lt;Ctrl+C&gt;</c> on the next line interrupts it, unless a <c>#! wait</c> says otherwise.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int PatienceSteps = 20_000;

    private readonly Attempt attempt;
    private readonly PlainTerminal terminal;
    private readonly string file;
    private readonly Queue<TranscriptLine> lines;
    private readonly Queue<string> keys = new();
    private Instant? waitUntil;
    private Instant since;
    private bool promptShown;

    private TranscriptPlayer(Attempt attempt, Transcript transcript, string file, PlainTerminal terminal)
    {
        this.attempt = attempt;
        this.terminal = terminal;
        this.file = file;
        lines = new Queue<TranscriptLine>(transcript.Lines);
        since = Now;
    }

    private Instant Now => attempt.World.Clock.Now;

    /// <summary>Plays a transcript to its end; programs that still ask then read the end of input.</summary>
    public static void Play(Attempt attempt, Transcript transcript, string file, PlainTerminal terminal)
    {
        var player = new TranscriptPlayer(attempt, transcript, file, terminal);
        while (player.Next()) { }
        terminal.EndLine();
    }

    private bool Next()
    {
        var output = attempt.Pull();
        switch (output)
        {
            case Output.Idle idle:
                return AtPrompt(idle.Prompt);
            case Output.NeedInput ask:
                return Answer(ask);
            case Output.Ended:
                return false;
            default:
                terminal.Show(output);
                Interrupt();
                return true;
        }
    }

    private bool AtPrompt(string prompt)
    {
        keys.Clear();
        if (lines.Count == 0)
        {
            if (prompt == attempt.Shell.Prompt) return false;
            Press("Ctrl+D");
            return true;
        }
        switch (lines.Dequeue())
        {
            case TranscriptLine.Wait wait:
                var left = (waitUntil ?? Now + wait.Time) - Now;
                waitUntil = null;
                if (left > TimeSpan.Zero) attempt.Submit(new Input.Advance(left));
                while (attempt.IsRunning) terminal.Show(attempt.Pull());
                break;
            case TranscriptLine.Hint hint:
                if (hint.Index >= attempt.Scenario.Hints.Count)
                    throw new ContentException(file, hint.Number, 9, string.Create(CultureInfo.InvariantCulture, $"there are {attempt.Scenario.Hints.Count} hints"));
                attempt.Submit(new Input.HintBought(hint.Index));
                break;
            case TranscriptLine.Keys pressed when pressed.Names.Contains("Ctrl+D"):
                Type(prompt, "exit");
                break;
            case TranscriptLine.Keys:
                break;
            case TranscriptLine.Typed { Text: var text } when text.Length > 0 || prompt != attempt.Shell.Prompt:
                Type(prompt, CompletedLine.Of(attempt.Shell, text));
                break;
        }
        return true;
    }

    private void Type(string prompt, string text)
    {
        terminal.EndLine();
        terminal.Prompt(prompt);
        terminal.Typed(text);
        since = Now;
        attempt.Submit(new Input.Line(text));
    }

    private bool Answer(Output.NeedInput ask)
    {
        if (!promptShown) terminal.Prompt(ask.Prompt);
        promptShown = true;
        if (keys.TryDequeue(out var queued))
        {
            Press(queued);
            return true;
        }
        switch (lines.Count > 0 ? lines.Dequeue() : null)
        {
            case null:
                Press("Ctrl+D");
                break;
            case TranscriptLine.Keys pressed:
                foreach (var name in pressed.Names) keys.Enqueue(name);
                break;
            case TranscriptLine.Typed { Text: var text } when ask.Kind == AskKind.Key:
                foreach (var key in text.Length == 0 ? ["Enter"] : text.Select(c => c.ToString())) keys.Enqueue(key);
                break;
            case TranscriptLine.Typed { Text: var text }:
                terminal.Typed(text, ask.Kind);
                promptShown = false;
                since = Now;
                attempt.Submit(new Input.Line(text));
                break;
            case { } directive:
                throw new ContentException(file, directive.Number, 1, "a program is waiting for input here: only lines and keys can follow");
        }
        return true;
    }

    /// <summary>While a program runs, waits and interrupts that stand next are kept.</summary>
    private void Interrupt()
    {
        if (!attempt.IsRunning || !lines.TryPeek(out var next)) return;
        if (next is TranscriptLine.Wait wait)
        {
            waitUntil ??= Now + wait.Time;
            if (Now < waitUntil) return;
            lines.Dequeue();
            waitUntil = null;
            since = Now - Patience;
        }
        else if (next is TranscriptLine.Keys { Names: ["Ctrl+C", ..] } && (Now - since >= Patience || attempt.StepsSinceInput >= PatienceSteps))
        {
            lines.Dequeue();
            Press("Ctrl+C");
        }
    }

    private void Press(string key)
    {
        terminal.Pressed(key);
        promptShown = false;
        since = Now;
        attempt.Submit(new Input.Key(key));
    }
}
