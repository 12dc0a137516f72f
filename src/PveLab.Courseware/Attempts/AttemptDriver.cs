using PveLab.Shell;

namespace PveLab.Courseware.Attempts;

/// <summary>Drives an attempt line by line until its lines, or its shell, end: the one loop behind transcripts and <c>pvelab shell</c>.</summary>
/// <param name="attempt">The attempt.</param>
/// <param name="lines">Where lines come from.</param>
/// <param name="terminal">Where its screen goes.</param>
public sealed class AttemptDriver(Attempt attempt, LineSource lines, PlainTerminal terminal)
{
    /// <summary>How often a program is told that nobody types any more before its terminal is taken away.</summary>
    private const int Farewells = 4;

    private readonly Queue<string> keys = new();
    private bool promptShown;
    private int farewells;

    /// <summary>Runs until the end; programs that still ask when there are no more lines read the end of input.</summary>
    public void Run()
    {
        while (Next()) { }
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
                // What a program paints between two keys of one line nobody sees.
                if (output is not Output.Screen || keys.Count == 0) terminal.Show(output);
                if (lines.Interrupts() && attempt.IsRunning) Press("Ctrl+C");
                return true;
        }
    }

    private bool AtPrompt(string prompt)
    {
        keys.Clear();
        farewells = 0;
        var place = prompt == attempt.Shell.Prompt ? LinePlace.Prompt : LinePlace.Continuation;
        if (lines.IsLive) Prompt(prompt);
        switch (Line(place))
        {
            case null when place == LinePlace.Prompt || lines.HasLeft:
                return false;
            case null:
                Press("Ctrl+D");
                break;
            case TranscriptLine.Wait { Time: var time }:
                attempt.Submit(new Input.Advance(time));
                break;
            case TranscriptLine.Node { Name: var node } when place == LinePlace.Prompt:
                attempt.Submit(new Input.NodeOpened(node));
                break;
            case TranscriptLine.Hint { Index: var hint }:
                attempt.Submit(new Input.HintBought(hint));
                break;
            case TranscriptLine.Keys pressed when pressed.Names.Contains("Ctrl+D"):
                Type(prompt, "exit");
                break;
            case TranscriptLine.Keys pressed when pressed.Names.Contains("Ctrl+C") && place == LinePlace.Continuation:
                Press("Ctrl+C");
                break;
            case TranscriptLine.Typed { Text: var text } when text.Length > 0 || place == LinePlace.Continuation:
                Type(prompt, CompletedLine.Of(attempt.Shell, text));
                break;
        }
        promptShown = false;
        return true;
    }

    private bool Answer(Output.NeedInput ask)
    {
        Prompt(ask.Prompt);
        if (keys.TryDequeue(out var queued))
        {
            Press(queued);
            return true;
        }
        switch (Line(LinePlace.Question))
        {
            case null when lines.HasLeft:
                return false;
            case null:
                Press(++farewells < Farewells ? "Ctrl+D" : Attempt.HangUp);
                break;
            case TranscriptLine.Wait { Time: var time }:
                Aside(new Input.Advance(time));
                break;
            case TranscriptLine.Hint { Index: var hint }:
                Aside(new Input.HintBought(hint));
                break;
            case TranscriptLine.Keys pressed:
                foreach (var name in pressed.Names) keys.Enqueue(name);
                break;
            case TranscriptLine.Typed { Text: var text } when ask.Kind == AskKind.Key:
                foreach (var key in text.Length == 0 ? ["Enter"] : Transcript.KeysOf(text)) keys.Enqueue(key);
                break;
            case TranscriptLine.Typed { Text: var text }:
                terminal.Typed(text, ask.Kind);
                promptShown = false;
                attempt.Submit(new Input.Line(text));
                break;
        }
        return true;
    }

    /// <summary>Something beside a question, which is then asked again.</summary>
    private void Aside(Input input)
    {
        promptShown = false;
        attempt.Submit(input);
    }

    private TranscriptLine? Line(LinePlace place)
    {
        var line = lines.Next(place);
        terminal.Entered();
        return line;
    }

    private void Prompt(string prompt)
    {
        if (promptShown) return;
        promptShown = true;
        if (attempt.Asking is null) terminal.EndLine();
        terminal.Prompt(prompt);
    }

    private void Type(string prompt, string text)
    {
        Prompt(prompt);
        terminal.Typed(text);
        attempt.Submit(new Input.Line(text));
    }

    private void Press(string key)
    {
        terminal.Pressed(key);
        promptShown = false;
        attempt.Submit(new Input.Key(key));
    }
}
