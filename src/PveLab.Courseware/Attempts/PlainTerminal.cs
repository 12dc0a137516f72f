using System.Text;
using PveLab.Courseware.Lessons;
using PveLab.Shell;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// A terminal that only ever prints on: for pipes, logs and screen readers. What the simulation prints cannot steer the real terminal:
/// control characters are shown, not sent.
/// </summary>
/// <param name="write">Where text goes.</param>
/// <param name="echo">Whether prompts and typed lines are shown too.</param>
/// <param name="typedIsShown">The beginning of <see cref="TypedIsShown"/>.</param>
public sealed class PlainTerminal(Action<string> write, bool echo = true, bool typedIsShown = false)
{
    private bool atLineStart = true;

    /// <summary>Whether the user's own terminal shows what is typed, and its line end; it does not while something is shown again.</summary>
    public bool TypedIsShown { get; set; } = typedIsShown;

    /// <summary>Shows an output.</summary>
    public void Show(Output output)
    {
        switch (output)
        {
            case Output.Out { Text: var text }:
                Print(text);
                break;
            case Output.Err { Text: var text }:
                Print(text);
                break;
            case Output.Screen { Lines: { Count: > 0 } lines }:
                if (!atLineStart) Print("\n");
                Print(string.Join('\n', lines) + "\n");
                break;
        }
    }

    /// <summary>Shows a moment of an attempt that is lived through again: as it was, with what was typed.</summary>
    public void See(Attempt attempt, Moment moment)
    {
        switch (moment)
        {
            case Moment.Shown { Output: not Output.NeedInput and var output }:
                Show(output);
                break;
            case Moment.Given { Input: Input.Line { Text: var line } }:
                if (attempt.Asking is null) EndLine();
                Prompt(attempt.Asking?.Prompt ?? attempt.Prompt);
                Typed(line, attempt.Asking?.Kind ?? AskKind.Line);
                break;
            case Moment.Given { Input: Input.Key { Name: var key } }:
                Pressed(key);
                break;
        }
    }

    /// <summary>Shows a prompt.</summary>
    public void Prompt(string prompt)
    {
        if (echo) Print(prompt);
    }

    /// <summary>Shows what was typed behind a prompt.</summary>
    public void Typed(string line, AskKind kind = AskKind.Line)
    {
        if (echo && !TypedIsShown) Print((kind == AskKind.HiddenLine ? "" : line) + (kind == AskKind.Key ? "" : "\n"));
    }

    /// <summary>A line was entered: the user's own terminal has shown its end.</summary>
    public void Entered() => atLineStart |= TypedIsShown;

    /// <summary>Shows that a key interrupted or ended something.</summary>
    public void Pressed(string key)
    {
        if (echo && key is "Ctrl+C") Print("^C\n");
    }

    /// <summary>Begins a new line unless one has just begun.</summary>
    public void EndLine()
    {
        if (!atLineStart) Print("\n");
    }

    private void Print(string text)
    {
        if (text.Length == 0) return;
        atLineStart = text[^1] == '\n';
        write(Visible(text));
    }

    /// <summary>The text with control characters made visible, as <c>cat -v</c> does.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(SafeText.IsControl)) return text;
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!SafeText.IsControl(c)) visible.Append(c);
            else if (c is '\r') continue;
            else if (c < ' ') visible.Append('^').Append((char)(c + '@'));
            else if (c == '\x7F') visible.Append("^?");
            else visible.Append('\uFFFD');
        }
        return visible.ToString();
    }
}
