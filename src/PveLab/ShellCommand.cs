using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Shell;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab;

/// <summary>
/// <c>pvelab shell</c>: a session by lines. Keys are written as in transcripts (<c>&lt;Ctrl+O&gt;</c>); a real Ctrl+C interrupts what runs.
/// </summary>
public sealed class ShellCommand
{
    private const int MaxLine = 64 * 1024;
    private const int Speed = 60;

    /// <summary>Virtual time a command from a pipe runs before the next line is asked whether it is a Ctrl+C (tail -f would never end).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly Attempt attempt;
    private readonly HostConsole host;
    private readonly TextReader input;
    private readonly PlainTerminal terminal;
    private readonly string language;
    private readonly Queue<string> keys = new();
    private Instant begun;
    private Instant shown;
    private string? ahead;
    private bool looked;
    private volatile bool interrupted;

    private ShellCommand(Attempt attempt, HostConsole host, TextReader input, string language)
    {
        (this.attempt, this.host, this.input, this.language) = (attempt, host, input, language);
        terminal = new PlainTerminal(host.Output.Write);
    }

    /// <summary>Runs a session until its end; the exit code says whether the attempt passed.</summary>
    public static int Run(HostConsole host, string scenario, ulong seed, Dialect? dialect, string language)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find(scenario), seed, dialect);
        attempt.Failed = error => CrashLog.Write(error, host);
        using var input = new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        var kept = AttemptStore.OfUser.Keep(attempt, sentence => host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence)));
        using var journal = kept?.Journal;
        var session = new ShellCommand(attempt, host, input, language);
        session.Welcome();
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            session.interrupted = true;
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            while (session.Next()) { }
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
        session.terminal.EndLine();
        if (attempt.Scenario.Criteria.Count > 0) session.PrintGrade();
        host.Output.Flush();
        if (kept is { } file) host.Errors.WriteLine($"journal: {file.Path}");
        return ReportFormats.ExitCodeOf(Report.Of(attempt));
    }

    private void Welcome()
    {
        host.Output.Write($"{attempt.Scenario.Title.In(language)}\n{attempt.Scenario.Story.In(language).TrimEnd()}\n");
        host.Output.Write(Words(":goal :grade :hint N :wait 10m :quit で始まる行は PveLab への指示です。", "Lines for PveLab itself: :goal :grade :hint N :wait 10m :quit") + "\n\n");
    }

    private bool Next()
    {
        var output = attempt.Pull();
        switch (output)
        {
            case Output.Idle idle:
                interrupted = false;
                return AtPrompt(idle.Prompt);
            case Output.NeedInput ask:
                return Answer(ask);
            case Output.Ended:
                return false;
            default:
                terminal.Show(output);
                Pace();
                if (interrupted && attempt.IsRunning) Press("Ctrl+C");
                return true;
        }
    }

    /// <summary>At a terminal virtual time passes at a pace that leaves room for Ctrl+C; over a pipe it passes at once.</summary>
    private void Pace()
    {
        var now = attempt.World.Clock.Now;
        if (!Console.IsInputRedirected)
        {
            host.Output.Flush();
            Thread.Sleep(TimeSpan.FromTicks(Math.Clamp((now - shown).Ticks / Speed, 0, TimeSpan.TicksPerSecond)));
        }
        else if (attempt.IsRunning && !looked && now - begun > Patience)
        {
            host.Output.Flush();
            (looked, ahead) = (true, ReadRaw());
            if (ahead is not null && Transcript.TryKeys(ahead) is not ["Ctrl+C", ..]) return;
            ahead = null;
            looked = false;
            interrupted = true;
        }
        shown = now;
    }

    private bool AtPrompt(string prompt)
    {
        terminal.EndLine();
        terminal.Prompt(prompt);
        host.Output.Flush();
        var line = ReadLine(AskKind.Line);
        if (line is null) return false;
        if (prompt == attempt.Shell.Prompt && line.StartsWith(':') && line.Length > 1) return Meta(line[1..].Trim());
        if (Transcript.TryKeys(line) is { } pressed)
        {
            if (pressed.Contains("Ctrl+D")) return false;
            if (pressed.Contains("Ctrl+C") && prompt != attempt.Shell.Prompt) Press("Ctrl+C");
            return true;
        }
        begun = shown = attempt.World.Clock.Now;
        if (line.Length > 0 || prompt != attempt.Shell.Prompt) attempt.Submit(new Input.Line(line));
        return true;
    }

    private bool Answer(Output.NeedInput ask)
    {
        if (keys.TryDequeue(out var queued))
        {
            Press(queued);
            return true;
        }
        terminal.Prompt(ask.Prompt);
        host.Output.Flush();
        var line = ReadLine(ask.Kind);
        if (line is null) Press("Ctrl+D");
        else if (Transcript.TryKeys(line) is { } pressed) foreach (var key in pressed) keys.Enqueue(key);
        else if (ask.Kind == AskKind.Key) foreach (var key in line.Length == 0 ? ["Enter"] : line.Select(c => c.ToString())) keys.Enqueue(key);
        else attempt.Submit(new Input.Line(line));
        return true;
    }

    private void Press(string key)
    {
        interrupted = false;
        terminal.Pressed(key);
        attempt.Submit(new Input.Key(key));
    }

    private bool Meta(string word)
    {
        switch (word.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["quit"]:
                return false;
            case ["grade"]:
                PrintGrade();
                break;
            case ["goal"]:
                foreach (var result in attempt.Grade().Results)
                    host.Output.Write($"{(result.Finding.Met ? "[x]" : "[ ]")} {result.Criterion.Text.In(language)}\n");
                break;
            case ["hint", var number]:
                BuyHint(number);
                break;
            case ["hint"]:
                for (var i = 0; i < attempt.Scenario.Hints.Count; i++)
                    host.Output.Write(string.Create(CultureInfo.InvariantCulture, $":hint {i + 1}  (-{attempt.Scenario.Hints[i].Cost})\n"));
                break;
            case ["wait", var time] when Transcript.ParseTime(time) is { } span:
                Wait(span);
                break;
            default:
                host.Output.Write(Words("使えるのは :goal :grade :hint N :wait 10m :quit です。\n", "There are :goal :grade :hint N :wait 10m :quit\n"));
                break;
        }
        return true;
    }

    /// <summary>Time is skipped as fast as it goes; a real Ctrl+C ends it.</summary>
    private void Wait(TimeSpan time)
    {
        attempt.Submit(new Input.Advance(time));
        while (attempt.IsRunning && !interrupted) terminal.Show(attempt.Pull());
        if (attempt.IsRunning) Press("Ctrl+C");
    }

    private void BuyHint(string number)
    {
        var hints = attempt.Scenario.Hints;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index < 1 || index > hints.Count)
        {
            host.Output.Write(string.Create(CultureInfo.InvariantCulture, $"{Words("ヒントの数", "hints")}: {hints.Count}\n"));
            return;
        }
        attempt.Submit(new Input.HintBought(index - 1));
        host.Output.Write(string.Create(CultureInfo.InvariantCulture, $"{hints[index - 1].Text.In(language)}  (-{hints[index - 1].Cost})\n"));
    }

    private void PrintGrade() => host.Output.Write(TextReport.Write(Report.Of(attempt), language));

    private string Words(string ja, string en) => language == "ja" ? ja : en;

    private string? ReadLine(AskKind kind)
    {
        var line = looked ? ahead : ReadRaw();
        (looked, ahead) = (false, null);
        if (line is null) return null;
        // A terminal shows what is typed; what comes over a pipe would be missing from the record.
        if (!Console.IsInputRedirected) terminal.Entered();
        else if (Transcript.TryKeys(line) is null) terminal.Typed(line, kind);
        return line;
    }

    /// <summary>A line of input; null at its end. An endless line is cut off, so that it cannot fill memory.</summary>
    private string? ReadRaw()
    {
        var typed = new StringBuilder();
        int c;
        while ((c = input.Read()) >= 0 && c != '\n')
            if (typed.Length < MaxLine) typed.Append((char)c);
        return c < 0 && typed.Length == 0 ? null : PlainTerminal.Visible(typed.ToString());
    }
}
