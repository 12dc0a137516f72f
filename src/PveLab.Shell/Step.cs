using PveLab.Sim.Time;

namespace PveLab.Shell;

/// <summary>What an <see cref="Step.Ask"/> wants from the terminal.</summary>
public enum AskKind
{
    /// <summary>One line, echoed and edited as usual.</summary>
    Line,

    /// <summary>One line that is not shown: a password.</summary>
    HiddenLine,

    /// <summary>One key press.</summary>
    Key,
}

/// <summary>
/// One thing a program does. A program is a lazy sequence of these: whoever runs it pulls, advances the virtual clock on
/// <see cref="Wait"/>, answers <see cref="Ask"/> through the <see cref="Terminal"/>, and disposes it for Ctrl+C.
/// </summary>
public abstract record Step
{
    private protected Step()
    {
    }

    /// <summary>Text on standard output; chunks need not end at line ends.</summary>
    public sealed record Out(string Text) : Step;

    /// <summary>Text on standard error.</summary>
    public sealed record Err(string Text) : Step;

    /// <summary>
    /// Nothing to do until virtual time <c>Until</c>, or (null) until the world has moved by one step of its agenda.
    /// A program checks after waking whether what it waited for is there: it may be woken early.
    /// </summary>
    public sealed record Wait(Instant? Until) : Step
    {
        /// <summary>
        /// Ctrl+C is told to the program (<see cref="Terminal.TakeInterrupt"/>) instead of ending it here: ping still prints its statistics.
        /// </summary>
        public bool CatchesInterrupt { get; init; }
    }

    /// <summary>
    /// Wants the terminal's next input, read with <see cref="Terminal.Take"/> once the program is pulled again.
    /// </summary>
    public sealed record Ask(AskKind Kind, string Prompt) : Step
    {
        /// <summary>
        /// The terminal is in raw mode (a serial console, ssh): Ctrl+C, Ctrl+D and Ctrl+O come as an answer instead of interrupting the program.
        /// </summary>
        public bool Raw { get; init; }
    }

    /// <summary>A full-screen program (less, watch) repaints: these lines and no others are visible. No lines: the screen is given back.</summary>
    public sealed record Screen(IReadOnlyList<string> Lines) : Step
    {
        /// <summary>Where the cursor stands; null when it does not show.</summary>
        public (int Row, int Column)? Cursor { get; init; }

        /// <summary>What stands there in reverse video.</summary>
        public IReadOnlyList<ScreenSpan> Reversed { get; init; } = [];
    }

    /// <summary>
    /// The terminal goes on in another session, until that ends or its node is gone: then the program is pulled again.
    /// </summary>
    public sealed record Login(ShellSession Session) : Step;

    /// <summary>Empties the terminal's scrollback (clear).</summary>
    public sealed record Clear : Step;

    /// <summary>The program works on without anything to show: a driver may stop it here. Virtual time does not pass.</summary>
    public sealed record Busy : Step
    {
        /// <summary>The only one needed.</summary>
        public static readonly Busy Now = new();
    }

    /// <summary>
    /// Bytes on standard output of which only the meaning is simulated: an archive on its way from one tool to the next, or into a file.
    /// A tool that reads text passes it on; a terminal shows nothing of it.
    /// </summary>
    internal sealed record Bytes(object Content) : Step;

    /// <summary>Standard error of a program further up the pipe: the redirections of this program do not concern it.</summary>
    internal sealed record UpstreamErr(string Text) : Step;
}

/// <summary>A piece of one line of a screen, in cells.</summary>
/// <param name="Row">The line, from 0.</param>
/// <param name="Column">Its first cell.</param>
/// <param name="Width">Its cells.</param>
public readonly record struct ScreenSpan(int Row, int Column, int Width);
