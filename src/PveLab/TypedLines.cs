using System.Globalization;
using System.Text;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab;

/// <summary>The lines of <c>pvelab shell</c>: from a terminal or a pipe, with the words that begin with a colon and are for PveLab itself.</summary>
internal sealed class TypedLines(Func<AttemptSession> session, HostConsole host, TextReader input, PlainTerminal terminal, string language) : LineSource
{
    /// <summary>The words there are.</summary>
    public const string Metas = ":goal :grade :coach :hint N :read :node NAME :wait 10m :undo :restart :quit :help";

    /// <summary>Characters of a line that are kept: an endless one cannot fill memory.</summary>
    public const int MaxLine = 64 * 1024;

    private const int Speed = 60;

    /// <summary>Virtual time a command from a pipe runs before the next line is asked whether it is a Ctrl+C (tail -f would never end).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private Instant begun = session().Attempt.World.Clock.Now;
    private Instant shown = session().Attempt.World.Clock.Now;
    private string? ahead;
    private bool looked;
    private bool passing;
    private bool left;
    private volatile bool interrupted;
    private ShellWish wish;
    private ReadingRoom? reading;

    /// <summary>Whether the learner left, with <c>:quit</c> or by Ctrl+D at a terminal, to go on another time; the end of a pipe ends the attempt.</summary>
    public bool LeftForLater { get; private set; }

    /// <summary>What the learner wished of the session when the lines ended.</summary>
    public ShellWish TakeWish()
    {
        var taken = wish;
        wish = ShellWish.Leave;
        return taken;
    }

    private Attempt Attempt => session().Attempt;

    /// <summary>The exam the attempt is a task of; null for practice.</summary>
    public ExamDesk? Exam { get; init; }

    /// <summary>Whether nothing is taken back and nothing begun anew.</summary>
    public bool IsOneWay { get; init; }

    /// <summary>Whether the input is over.</summary>
    public bool AtEnd { get; private set; }

    /// <inheritdoc />
    public override bool IsLive => true;

    /// <inheritdoc />
    public override bool HasLeft => left;

    /// <summary>Drives the attempt until its end; a real Ctrl+C interrupts what runs.</summary>
    public void Drive()
    {
        left = false;
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            Interrupt();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            new AttemptDriver(Attempt, this, terminal).Run();
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
    }

    private void Interrupt() => interrupted = true;

    /// <inheritdoc />
    public override TranscriptLine? Next(LinePlace place)
    {
        (interrupted, passing) = (false, false);
        TranscriptLine? line = null;
        while (line is null)
        {
            host.Output.Flush();
            left = Exam is { IsOver: true };
            if (left) return null;
            if (ReadLine() is not { } text)
            {
                AtEnd = true;
                LeftForLater = place == LinePlace.Prompt && Exam is null && host.IsTyped;
                return null;
            }
            var isMeta = TakesMetas(place) && text.StartsWith(':') && text.Length > 1;
            if (isMeta) terminal.Typed(text);
            line = isMeta ? Meta(text[1..].Trim()) : Line(text);
            if (left) return null;
            if (line is null) terminal.Prompt(Attempt.Asking?.Prompt ?? Attempt.Prompt);
        }
        begun = shown = Attempt.World.Clock.Now;
        passing = line is TranscriptLine.Wait;
        return line;
    }

    /// <summary>Whether a line may be for PveLab: at the prompt and in a guest's console, but where it may be a password, an editor's key or a file's text.</summary>
    private bool TakesMetas(LinePlace place) => place == LinePlace.Prompt || Attempt.Asking is { Kind: AskKind.Line, Raw: true };

    /// <inheritdoc />
    /// <remarks>At a terminal virtual time passes at a pace that leaves room for Ctrl+C; over a pipe, and when skipped, it passes at once.</remarks>
    public override bool Interrupts()
    {
        var now = Attempt.World.Clock.Now;
        if (passing) return interrupted;
        if (host.IsTyped)
        {
            host.Output.Flush();
            Thread.Sleep(TimeSpan.FromTicks(Math.Clamp((now - shown).Ticks / Speed, 0, TimeSpan.TicksPerSecond)));
        }
        else if (Attempt.IsRunning && !looked && now - begun > Patience)
        {
            host.Output.Flush();
            (looked, ahead) = (true, ReadRaw());
            if (ahead is null || Transcript.TryKeys(ahead) is ["Ctrl+C", ..])
            {
                (looked, ahead) = (false, null);
                return true;
            }
        }
        shown = now;
        return interrupted;
    }

    private static TranscriptLine Line(string text) =>
        Transcript.TryKeys(text) is { } keys ? new TranscriptLine.Keys(0, keys) : new TranscriptLine.Typed(0, text);

    /// <summary>What a word for PveLab asks of the attempt; null when it only asked for something to read.</summary>
    private TranscriptLine? Meta(string word)
    {
        if (Exam?.Answer(word, Attempt) is { } handedIn) return Leave(handedIn);
        switch (word.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["quit"]:
                LeftForLater = true;
                return Leave();
            case ["undo" or "restart"] when IsOneWay:
                Say($"{Words("ここでは取り消しもやり直しもできません。", "Nothing can be taken back here.")}");
                break;
            case ["undo"] when Exam is null:
                wish = ShellWish.TakeBack;
                return Leave();
            case ["restart"] when Exam is null:
                wish = ShellWish.Restart;
                return Leave();
            case ["wait", var time] when Transcript.ParseTime(time) is { } span:
                return new TranscriptLine.Wait(0, span);
            case ["node", ..] when Attempt.Asking is not null:
                Say($"{Words("先にコンソールから抜けてください (Ctrl+O)。", "Leave the console first (Ctrl+O).")}");
                break;
            case ["node", var name] when Attempt.World.Nodes.ContainsKey(name):
                return new TranscriptLine.Node(0, name);
            case ["hint", var number]:
                return Hint(number);
            case ["hint"]:
                for (var i = 0; i < Attempt.Scenario.Hints.Count; i++) Say($":hint {i + 1}  (-{Attempt.Scenario.Hints[i].Cost})");
                break;
            case ["grade"]:
                host.Output.Write(TextReport.Write(Report.WithParting(Attempt, over: false), language));
                break;
            case ["coach"]:
                SayNote(Coach.Of(Attempt));
                break;
            case ["goal"]:
                foreach (var result in Attempt.Grade().Results) Say($"{(result.Finding.Met ? "[x]" : "[ ]")} {result.Criterion.Text.In(language)}");
                break;
            case var _ when Exam is not null:
                Exam.Help();
                break;
            case var words when (reading ??= new ReadingRoom(Attempt.Scenario.Id, language)).Answer(words, Attempt) is { } said:
                host.Output.Write(said);
                break;
            default:
                Say($"{Words("PveLab への指示: ", "For PveLab: ")}{Metas}");
                Say($"{Words("教材を読む: ", "For reading: ")}{ReadingRoom.Metas}");
                Say($"{Words(
                    "プロンプトと VM のコンソールで使えます。: で始まる行をそのままシェルに渡すには、前に空白を入れます。",
                    "They work at the prompt and in a guest's console. A blank in front of the colon makes it a line for the shell.")}");
                break;
        }
        return null;
    }

    private TranscriptLine? Leave(bool leaves = true)
    {
        left = leaves;
        return null;
    }

    private void SayNote(CoachNote? note)
    {
        Say($"{note?.Text.In(language) ?? Words("いまは、とくにありません。", "There is nothing to say just now.")}");
        if (note?.Place is { } place) Say($"→ {LessonLibrary.Shipped.Place(place, language) ?? place}");
    }

    private TranscriptLine.Hint? Hint(string number)
    {
        var hints = Attempt.Scenario.Hints;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index < 1 || index > hints.Count)
        {
            Say($"{Words("ヒントの数", "hints")}: {hints.Count}");
            return null;
        }
        Say($"{hints[index - 1].Text.In(language)}  (-{hints[index - 1].Cost})");
        return new TranscriptLine.Hint(0, index - 1);
    }

    private void Say(FormattableString text) => host.Output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");

    private string Words(string ja, string en) => language == "ja" ? ja : en;

    private string? ReadLine()
    {
        var line = looked ? ahead : ReadRaw();
        (looked, ahead) = (false, null);
        return line;
    }

    /// <summary>A line of input; null at its end.</summary>
    private string? ReadRaw()
    {
        if ((host.ReadHidden is { } hidden && Attempt.Asking is { Kind: AskKind.HiddenLine } ? Unseen(hidden) : Seen()) is not { } typed) return null;
        // A control key alone on its line is that key: Ctrl+O leaves a guest's console.
        return typed is [> '\0' and < (char)27 and not '\t' and var key] ? $"<Ctrl+{(char)(key + '@')}>" : PlainTerminal.Visible(typed);
    }

    private string? Unseen(Func<string?> read)
    {
        var typed = read();
        host.Output.Write("\n");
        return typed;
    }

    private string? Seen()
    {
        var typed = new StringBuilder();
        int c;
        while ((c = input.Read()) >= 0 && c != '\n')
            if (typed.Length < MaxLine) typed.Append((char)c);
        return c < 0 && typed.Length == 0 ? null : typed.ToString();
    }
}

/// <summary>What a learner wishes of a session.</summary>
internal enum ShellWish
{
    /// <summary>To leave it.</summary>
    Leave,

    /// <summary>To take the last step back.</summary>
    TakeBack,

    /// <summary>To begin anew.</summary>
    Restart,
}
