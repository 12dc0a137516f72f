namespace PveLab.Shell;

/// <summary>What came from the terminal.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>A line, without its line end.</summary>
    public sealed record Line(string Text) : Answer;

    /// <summary>
    /// A key: a printable character as itself (<c>q</c>, a space), others by name: <c>Enter</c>, <c>Esc</c>, <c>CursorUp</c>, <c>PageDown</c>,
    /// <c>Home</c>, <c>Ctrl+C</c>, <c>Ctrl+D</c>, <c>Ctrl+O</c>, … <see cref="Resized"/> is no key that anybody presses.
    /// </summary>
    public sealed record Key(string Name) : Answer
    {
        /// <summary>The screen has another size: a full-screen program paints anew, as after SIGWINCH.</summary>
        public const string Resized = "Resize";
    }
}

/// <summary>
/// The terminal a shell is attached to: its size, and the answers that were given but not yet read. Faces call <see cref="Give"/> after a
/// <see cref="Step.Ask"/>; nobody answering at all (end of a transcript) reads as Ctrl+D.
/// </summary>
public sealed class Terminal
{
    private readonly Queue<Answer> answers = new();
    private bool interrupted;

    /// <summary>Width in cells.</summary>
    public int Columns { get; set; } = 80;

    /// <summary>Height in lines.</summary>
    public int Rows { get; set; } = 24;

    /// <summary>Columns that full-screen programs paint: a face may show less, or more, than lines are laid out for.</summary>
    public int ScreenColumns { get; set; } = 80;

    /// <summary>Rows that full-screen programs paint.</summary>
    public int ScreenRows { get; set; } = 24;

    /// <summary>Hands over the answer to the program's question.</summary>
    public void Give(Answer answer) => answers.Enqueue(answer);

    /// <summary>Reads the answer; without one, Ctrl+D.</summary>
    public Answer Take() => answers.TryDequeue(out var answer) ? answer : new Answer.Key("Ctrl+D");

    /// <summary>Tells a program that waits with <see cref="Step.Wait.CatchesInterrupt"/> that Ctrl+C was pressed.</summary>
    public void Interrupt() => interrupted = true;

    /// <summary>Whether Ctrl+C was pressed since the last asking.</summary>
    public bool TakeInterrupt()
    {
        var was = interrupted;
        interrupted = false;
        return was;
    }

    /// <summary>Forgets unread answers: the program that asked is gone.</summary>
    public void Discard()
    {
        answers.Clear();
        interrupted = false;
    }
}
