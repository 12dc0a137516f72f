using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Shell;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Views;

namespace PveLab.Tui.Lab;

/// <summary>
/// Joins model and attempt: messages go through <see cref="LabUpdate"/>, their effects become inputs of the attempt, and the
/// pacer pulls its steps, so that virtual time goes at the learner's speed without the attempt knowing.
/// </summary>
public sealed partial class LabRuntime : IDisposable
{
    /// <summary>Steps pulled in one tick at most: the screen stays alive while a program prints a lot.</summary>
    public const int StepsPerTick = 4000;

    private const int StepsPerKey = 64;

    private readonly Queue<string> typedAhead = new();
    private readonly Func<Language, Lesson> lessonIn;
    private AttemptSession session;
    private AttemptScreen screen;
    private readonly string firstLesson;
    private double allowed;
    private bool skipping;

    /// <summary>A lab on an attempt that is not kept.</summary>
    /// <param name="attempt">What is played; disposed with the lab.</param>
    /// <param name="lessonIn">Reads the lesson in a language.</param>
    /// <param name="language">The language to begin with.</param>
    public LabRuntime(Attempt attempt, Func<Language, Lesson> lessonIn, Language language)
        : this(new AttemptSession(attempt), lessonIn, language)
    {
    }

    /// <summary>A lab on an attempt that begins or goes on.</summary>
    /// <param name="session">What is played; disposed with the lab.</param>
    /// <param name="lessonIn">Reads the lesson in a language.</param>
    /// <param name="language">The language to begin with.</param>
    /// <param name="screen">What it has shown already; null for nothing.</param>
    /// <param name="exam">The exam it is a task of.</param>
    public LabRuntime(AttemptSession session, Func<Language, Lesson> lessonIn, Language language, AttemptScreen? screen = null, ExamSitting? exam = null)
    {
        (this.session, this.exam) = (session, exam);
        this.screen = screen ?? new AttemptScreen();
        this.lessonIn = lessonIn;
        var lesson = lessonIn(language);
        Model = LabUpdate.Laid(new LabModel
        {
            Language = language,
            Lesson = lesson,
            Layout = LessonLayout.Of(lesson, LessonLayout.NarrowestWidth),
            Output = this.screen.Lines,
            Input = LineEditor.Empty,
            Attempt = new AttemptState { Screen = this.screen.Painted },
        });
        firstLesson = lesson.Id;
        Send(new LabMessage.ChaptersFound(ChaptersOf(lesson, language)));
        allowed = Attempt.World.Clock.Now.Milliseconds;
        Refresh();
        if (lesson.BeginningOf(Attempt.Scenario.Id) is { } line) Model = LessonUpdate.At(Model, line);
    }

    /// <summary>What is played.</summary>
    public Attempt Attempt => session.Attempt;

    /// <summary>What the screen shows.</summary>
    public LabModel Model { get; private set; }

    /// <summary>Begins the scenario anew.</summary>
    public Func<AttemptSession>? Anew { get; init; }

    /// <summary>The learner wants the home screen; null as long as this lab is to be shown.</summary>
    public LabEffect.GoHome? Wanted { get; set; }

    /// <summary>Whether the learner left.</summary>
    public bool Left { get; private set; }

    /// <summary>The screen. What it shows can be shown again, whatever happens to the program from now on.</summary>
    public Frame Draw()
    {
        session.Acknowledge();
        return LabView.Draw(Model);
    }

    /// <summary>Takes a message and does what it wants done.</summary>
    public void Send(LabMessage message)
    {
        var tab = Model.RightTab;
        (Model, var effects) = LabUpdate.Apply(Model, message);
        foreach (var effect in effects) Perform(effect);
        FitScreen();
        Read(everything: tab != Model.RightTab);
    }

    /// <summary>Pulls until the attempt waits for the learner, whatever time it takes.</summary>
    public void RunToRest()
    {
        while (Attempt.IsRunning)
        {
            while (Attempt.IsRunning) Show(Attempt.Pull());
            Rest();
        }
        Refresh();
        Read(everything: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        LeaveChapter();
        ((IDisposable?)exam ?? session).Dispose();
    }

    private void Perform(LabEffect effect)
    {
        switch (effect)
        {
            case LabEffect.Submit submit: Submit(submit.Line); break;
            case LabEffect.Press press: Press(press.Key); break;
            case LabEffect.Complete complete: Complete(complete.Input); break;
            case LabEffect.Skip: Skip(); break;
            case LabEffect.CallApi call: Call(call.Writes); break;
            case LabEffect.GoToShell go: GoToShell(go.Node, go.Line); break;
            case LabEffect.OpenNode: OpenNode(); break;
            case LabEffect.AnswerQuiz answer: Attempt.Submit(new Input.QuizAnswer(answer.Quiz, answer.Option)); break;
            case LabEffect.BuyHint: BuyHint(); break;
            case LabEffect.OpenChapter chapter: Read(chapter); break;
            case LabEffect.GoHome home: Wanted = home; break;
            case LabEffect.ReadAt at: ReadAt(at.Anchor); break;
            case LabEffect.Look: Refresh(); break;
            case LabEffect.HandIn hand: HandIn(hand.All); break;
            case LabEffect.Quit: Left = true; break;
            case LabEffect.Speak speak: Speak(speak.Language); break;
            case LabEffect.TakeBack: TakeBack(); break;
            case LabEffect.Restart: Restart(); break;
        }
    }

    private void BuyHint()
    {
        if (AttemptStates.NextHint(Attempt) is { } hint) Attempt.Submit(new Input.HintBought(hint));
        Refresh();
    }

    private void Submit(string line)
    {
        if (Attempt.IsRunning)
        {
            if (typedAhead.Count < LabUpdate.PastedLines) typedAhead.Enqueue(line);
            return;
        }
        if (Attempt.Shell.Ended) return;
        Give(new Input.Line(line));
        Begin();
    }

    private void Press(string key)
    {
        if (key == "Ctrl+C" && Attempt.Asking is not { Raw: true })
        {
            typedAhead.Clear();
            screen.Interrupt();
        }
        if (!Attempt.IsRunning && Attempt.Asking is null && key != "Ctrl+C") return;
        if (Attempt.IsRunning && key != "Ctrl+C") return;
        var fullScreen = Attempt.Asking?.Kind == AskKind.Key;
        if (Attempt.IsRunning || Attempt.Asking is not null || Attempt.Prompt != Attempt.Shell.Prompt) Attempt.Submit(new Input.Key(key));
        if (fullScreen) Repaint();
        Begin();
    }

    /// <summary>A running program goes on to its end at once; at the prompt the clock goes on to the next thing planned.</summary>
    private void Skip()
    {
        if (Attempt.IsRunning)
        {
            skipping = true;
            return;
        }
        var clock = Attempt.World.Clock;
        if (Attempt.Asking is not null || clock.NextDue is not { } due)
        {
            Send(new LabMessage.Told(Texts.In(Model.Language).NothingPlanned));
            return;
        }
        var step = (due - clock.Now).TotalMilliseconds;
        Attempt.Submit(new Input.Advance(TimeSpan.FromMilliseconds(Math.Clamp(step, 1, AttemptLimits.Advance.TotalMilliseconds))));
        Begin();
    }

    private void Begin()
    {
        allowed = Attempt.World.Clock.Now.Milliseconds;
        if (!Attempt.IsRunning) Rest();
        Refresh();
    }

    /// <summary>The attempt waits for the learner again; a line typed ahead is its next input.</summary>
    private void Rest()
    {
        skipping = false;
        FitScreen();
        if (Attempt.Shell.Ended) Leave();
        else if (typedAhead.TryDequeue(out var line)) Submit(line);
    }

    /// <summary>A full-screen program paints to the pane as it is.</summary>
    private void FitScreen()
    {
        var (area, terminal) = (Model.Places.Shell, Attempt.Shell.Terminal);
        if (Attempt.Asking?.Kind != AskKind.Key || area.Width < 20 || area.Height < 5 || (terminal.ScreenColumns, terminal.ScreenRows) == (area.Width, area.Height)) return;
        Attempt.Submit(new Input.ScreenSize(Math.Min(area.Width, 500), Math.Min(area.Height, 200)));
        Repaint();
    }

    /// <summary>A program that answers a key at once is ready for the next one, however fast it comes.</summary>
    private void Repaint()
    {
        var now = Attempt.World.Clock.Now;
        for (var i = 0; i < StepsPerKey && Attempt.IsRunning && Attempt.World.Clock.Now == now; i++) Show(Attempt.Pull());
    }

    private void Give(Input input)
    {
        screen.Take(Attempt, input);
        Attempt.Submit(input);
    }

    private void Show(Output output)
    {
        screen.Show(output);
        if (output is Output.Screen) Model = Model with { Attempt = Model.Attempt with { Screen = screen.Painted } };
    }

    private void Refresh() => Send(new LabMessage.AttemptMoved(AttemptStates.Of(Attempt, Model, exam, ShownWays())));
}
