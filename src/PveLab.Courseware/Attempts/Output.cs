using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>What one pull at an attempt brought.</summary>
public abstract record Output
{
    private Output()
    {
    }

    /// <summary>Text on the terminal from standard output.</summary>
    public sealed record Out(string Text) : Output;

    /// <summary>Text on the terminal from standard error.</summary>
    public sealed record Err(string Text) : Output;

    /// <summary>A full-screen program painted these lines; none gives the screen back.</summary>
    public sealed record Screen(IReadOnlyList<string> Lines) : Output
    {
        /// <summary>Where the cursor stands; null when it does not show.</summary>
        public (int Row, int Column)? Cursor { get; init; }

        /// <summary>What stands there in reverse video.</summary>
        public IReadOnlyList<ScreenSpan> Reversed { get; init; } = [];
    }

    /// <summary>The terminal was emptied.</summary>
    public sealed record Clear : Output;

    /// <summary>Virtual time went on to <paramref name="Now"/> (or stands still while a program works); there is nothing to show.</summary>
    public sealed record Working(Instant Now) : Output;

    /// <summary>The program waits for an answer: submit a line or key.</summary>
    public sealed record NeedInput(AskKind Kind, string Prompt, bool Raw) : Output;

    /// <summary>Nothing runs: the shell waits for a line behind <paramref name="Prompt"/>.</summary>
    public sealed record Idle(string Prompt) : Output;

    /// <summary>The learner left the shell.</summary>
    public sealed record Ended : Output;
}
