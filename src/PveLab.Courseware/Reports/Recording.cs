using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Reports;

/// <summary>Something a terminal is sent, and when.</summary>
/// <param name="At">Since the beginning, in the attempt's own time with its long waits cut short.</param>
/// <param name="Text">The text; escape sequences in it are ours, what the simulation prints has none.</param>
public sealed record Frame(TimeSpan At, string Text);

/// <summary>An attempt as a film for a terminal: what <c>pvelab replay --speed</c> plays and an asciicast holds.</summary>
public sealed class Recording
{
    private const string Enter = "\u001b[?1049h", Leave = "\u001b[?1049l", Home = "\u001b[H", EraseLine = "\u001b[K", EraseBelow = "\u001b[J";
    private const string Erase = "\u001b[2J", Reverse = "\u001b[7m", Plain = "\u001b[0m";
    private static readonly TimeSpan KeyTime = TimeSpan.FromMilliseconds(40);

    private readonly Attempt attempt;
    private readonly TimeSpan idle;
    private readonly StringBuilder text = new();
    private Instant last;
    private TimeSpan at;
    private TimeSpan typing;
    private bool promptShown;
    private bool fullScreen;

    private Recording(Attempt attempt, TimeSpan idle) => (this.attempt, this.idle, last) = (attempt, idle, attempt.World.Clock.Now);

    /// <summary>Films a journal.</summary>
    /// <param name="attempt">The attempt, as it begins.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="file">The journal's name in errors.</param>
    /// <param name="idle">The longest wait that is shown.</param>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public static IEnumerable<Frame> Of(Attempt attempt, Journal journal, string file, TimeSpan idle)
    {
        var recording = new Recording(attempt, idle);
        foreach (var moment in Replay.Moments(attempt, journal, file))
            foreach (var frame in recording.Film(moment)) yield return frame;
        recording.Prompt();
        if (recording.Cut() is { } end) yield return end;
    }

    /// <summary>Films a journal as an asciicast of version 2 (docs.asciinema.org: a header and events, one JSON value a line).</summary>
    /// <inheritdoc cref="Of"/>
    public static string Asciicast(Attempt attempt, Journal journal, string file, TimeSpan idle)
    {
        var sizes = journal.Entries.Select(e => e.Input).OfType<Input.ScreenSize>().ToList();
        var (columns, rows) = (sizes.Select(s => s.Columns).Append(100).Max(), sizes.Select(s => s.Rows).Append(30).Max());
        var cast = new StringBuilder();
        cast.Append(CultureInfo.InvariantCulture, $"{{\"version\": 2, \"width\": {columns}, \"height\": {rows}, \"title\": {Quoted(attempt.Scenario.Title.En)}}}\n");
        foreach (var frame in Of(attempt, journal, file, idle))
            cast.Append(CultureInfo.InvariantCulture, $"[{frame.At.TotalSeconds:0.000}, \"o\", {Quoted(frame.Text)}]\n");
        return cast.ToString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IEnumerable<Frame> Film(Moment moment)
    {
        if (moment is Moment.Given given)
        {
            foreach (var frame in Film(given.Input)) yield return frame;
            yield break;
        }
        if (moment is Moment.Shown shown) Show(shown.Output);
        if (Cut() is { } cut) yield return cut;
    }

    private IEnumerable<Frame> Film(Input input)
    {
        switch (input)
        {
            case Input.Line { Text: var line }:
                Prompt();
                if (Cut() is { } before) yield return before;
                foreach (var frame in Type(attempt.Asking?.Kind == AskKind.HiddenLine ? "" : line)) yield return frame;
                break;
            case Input.Key { Name: "Ctrl+C" } when !fullScreen:
                text.Append("^C\r\n");
                break;
            case Input.NodeOpened { Node: var node }:
                Prompt();
                text.Append("ssh root@").Append(node).Append("\r\n");
                break;
        }
        promptShown = false;
        if (Cut() is { } cut) yield return cut;
    }

    /// <summary>Somebody types; all of it is done within the time a learner is taken to think.</summary>
    private IEnumerable<Frame> Type(string line)
    {
        var shown = PlainTerminal.Visible(line);
        var pace = shown.Length == 0 ? KeyTime : TimeSpan.FromTicks(Math.Min(KeyTime.Ticks, AttemptLimits.Think.Ticks / shown.Length));
        for (var i = 0; i < shown.Length; i++)
        {
            var pair = char.IsHighSurrogate(shown[i]) && i + 1 < shown.Length;
            yield return new Frame(Typed(pace), shown.Substring(i, pair ? 2 : 1));
            if (pair) i++;
        }
        yield return new Frame(Typed(pace), "\r\n");
    }

    private TimeSpan Typed(TimeSpan pace)
    {
        typing += pace;
        return at += pace;
    }

    private void Prompt()
    {
        if (promptShown || fullScreen || attempt.IsRunning || attempt.Shell.Ended) return;
        promptShown = true;
        text.Append(PlainTerminal.Visible(attempt.Asking?.Prompt ?? attempt.Prompt));
    }

    private void Show(Output output)
    {
        switch (output)
        {
            case Output.Out { Text: var printed }: Print(printed); break;
            case Output.Err { Text: var printed }: Print(printed); break;
            case Output.Clear: text.Append(Erase).Append(Home); break;
            case Output.Screen screen: Paint(screen); break;
            case Output.Idle or Output.NeedInput: Prompt(); break;
        }
    }

    private void Print(string printed) => text.Append(PlainTerminal.Visible(printed).Replace("\n", "\r\n", StringComparison.Ordinal));

    private void Paint(Output.Screen screen)
    {
        if (screen.Lines.Count == 0)
        {
            if (fullScreen) text.Append(Leave);
            fullScreen = false;
            return;
        }
        if (!fullScreen) text.Append(Enter);
        fullScreen = true;
        text.Append(Home);
        for (var row = 0; row < screen.Lines.Count; row++) text.Append(row == 0 ? "" : "\r\n").Append(Line(screen, row)).Append(EraseLine);
        text.Append(EraseBelow);
        if (screen.Cursor is { } cursor) text.Append(CultureInfo.InvariantCulture, $"\u001b[{cursor.Row + 1};{cursor.Column + 1}H");
    }

    private static string Line(Output.Screen screen, int row)
    {
        var line = PlainTerminal.Visible(screen.Lines[row]);
        foreach (var span in screen.Reversed.Where(s => s.Row == row && s.Column >= 0 && s.Column + s.Width <= line.Length).OrderByDescending(s => s.Column))
            line = line[..span.Column] + Reverse + line.Substring(span.Column, span.Width) + Plain + line[(span.Column + span.Width)..];
        return line;
    }

    /// <summary>What has gathered, as a frame of now; null when nothing has.</summary>
    private Frame? Cut()
    {
        var now = attempt.World.Clock.Now;
        if (text.Length == 0) return null;
        var passed = now - last - typing;
        at += passed < TimeSpan.Zero ? TimeSpan.Zero : passed < idle ? passed : idle;
        (last, typing) = (now, TimeSpan.Zero);
        var frame = new Frame(at, text.ToString());
        text.Clear();
        return frame;
    }
}
