using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Machines;

namespace PveLab.Tui.Lab;

/// <summary>The panes that can have the keys.</summary>
public enum Pane
{
    /// <summary>The lesson on the left.</summary>
    Lesson,

    /// <summary>The shell on the right.</summary>
    Shell,
}

/// <summary>The faces of the environment that share the right pane.</summary>
public enum RightTab
{
    /// <summary>The shell.</summary>
    Shell,

    /// <summary>The manager, like the web interface.</summary>
    Manager,
}

/// <summary>What lies over the panes.</summary>
public enum Overlay
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Keys and how to begin.</summary>
    Help,

    /// <summary>The goal: every criterion.</summary>
    Goal,

    /// <summary>The grade with its evidence.</summary>
    Grade,

    /// <summary>The hints bought, and the price of the next.</summary>
    Hints,

    /// <summary>The status machines that moved last.</summary>
    Machines,

    /// <summary>The headings of the lesson and the chapters of the course.</summary>
    Outline,

    /// <summary>What a term means.</summary>
    Term,

    /// <summary>The list of commands.</summary>
    Commands,

    /// <summary>The question whether to begin anew.</summary>
    Anew,

    /// <summary>The question whether to leave.</summary>
    Quit,

    /// <summary>The question whether to end a whole exam.</summary>
    EndExam,
}

/// <summary>How a criterion stands.</summary>
public enum Standing
{
    /// <summary>Not met yet.</summary>
    Open,

    /// <summary>Met.</summary>
    Met,
}

/// <summary>A criterion as the screen shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it asks, in the language of the screen.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="Required">Whether the attempt cannot pass without it.</param>
public sealed record CriterionLine(string Id, string Text, Standing Standing, int Points, bool Required);

/// <summary>What the screen shows of the attempt: taken from it after every step, never computed by a view.</summary>
public sealed record AttemptState
{
    /// <summary>Id of the scenario.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>Title of the scenario.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its story, shown with the goal.</summary>
    public string Story { get; init; } = "";

    /// <summary>Virtual date and time with its zone.</summary>
    public string Clock { get; init; } = "";

    /// <summary>Name of the node the shell is on.</summary>
    public string Node { get; init; } = "";

    /// <summary>Whether there are other nodes to go to.</summary>
    public bool SeveralNodes { get; init; }

    /// <summary>Whether a program runs and the shell does not ask for a command.</summary>
    public bool Running { get; init; }

    /// <summary>What stands before the cursor: the shell's prompt or a program's question; null while a program works.</summary>
    public string? Prompt { get; init; }

    /// <summary>Lines typed before, oldest first.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>Whether what is typed stays hidden.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether the program wants single keys.</summary>
    public bool WantsKeys { get; init; }

    /// <summary>What a full-screen program shows, null when none runs.</summary>
    public Output.Screen? Screen { get; init; }

    /// <summary>The criteria.</summary>
    public IReadOnlyList<CriterionLine> Criteria { get; init; } = [];

    /// <summary>Points earned.</summary>
    public int Points { get; init; }

    /// <summary>Points there are.</summary>
    public int PointsTotal { get; init; }

    /// <summary>Whether the attempt passes as it stands.</summary>
    public bool Passed { get; init; }

    /// <summary>Texts of the hints bought, in order.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Points the next hint costs, null when there is none left.</summary>
    public int? NextHintCost { get; init; }

    /// <summary>The status machines that moved last; looked at only while they are shown.</summary>
    public IReadOnlyList<MachineState> Machines { get; init; } = [];

    /// <summary>The grade with its evidence, or an exam's result.</summary>
    public IReadOnlyList<SheetLine> Report { get; init; } = [];

    /// <summary>What the coach has to say; null for nothing.</summary>
    public CoachNote? Coach { get; init; }

    /// <summary>Whether there is nothing to reach: no goal, no hints, no grade.</summary>
    public bool IsFree => Exam is null && Criteria.Count == 0;

    /// <summary>The exam it is a task of; null for practice.</summary>
    public ExamState? Exam { get; init; }
}

/// <summary>Everything the screen shows. Immutable but for the shell's scrollback, which only grows.</summary>
public sealed record LabModel
{
    /// <summary>Narrowest and lowest terminal the panes fit in.</summary>
    public const int MinWidth = 80, MinHeight = 24;

    /// <summary>Size of the terminal in cells.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Height of the terminal in cells.</summary>
    public int Height { get; init; } = 24;

    /// <summary>The language of the screen.</summary>
    public Language Language { get; init; } = Language.En;

    /// <summary>The lesson.</summary>
    public required Lesson Lesson { get; init; }

    /// <summary>The lesson laid out for its pane.</summary>
    public required LessonLayout Layout { get; init; }

    /// <summary>What the learner did in the lesson.</summary>
    public LessonProgress Progress { get; init; } = LessonProgress.None;

    /// <summary>First lesson line shown.</summary>
    public int LessonTop { get; init; }

    /// <summary>Chosen lesson line.</summary>
    public int LessonLine { get; init; }

    /// <summary>How the learner moves through the course.</summary>
    public Reading Reading { get; init; } = new();

    /// <summary>The pane that has the keys.</summary>
    public Pane Focus { get; init; } = Pane.Shell;

    /// <summary>The face of the environment that the right pane shows.</summary>
    public RightTab RightTab { get; init; }

    /// <summary>The manager.</summary>
    public Manager.ManagerModel Manager { get; init; } = new();

    /// <summary>Whether something over the manager has the keys.</summary>
    public bool HasModal => RightTab == RightTab.Manager && Manager.Modal is not null;

    /// <summary>Whether the focused pane takes the whole width.</summary>
    public bool Zoomed { get; init; }

    /// <summary>Columns the divider was moved to the right of its place.</summary>
    public int DividerShift { get; init; }

    /// <summary>What lies over the panes.</summary>
    public Overlay Overlay { get; init; }

    /// <summary>First overlay line shown.</summary>
    public int OverlayTop { get; init; }

    /// <summary>Whether the learner wants a coach.</summary>
    public bool WantsCoach { get; init; } = true;

    /// <summary>Key of the note that the learner has closed.</summary>
    public string? ClosedNote { get; init; }

    /// <summary>What the coach says on the screen: nothing while a program works, and nothing twice.</summary>
    public CoachNote? CoachNote => WantsCoach && !Attempt.Running && Attempt.Coach is { } note && note.Key != ClosedNote ? note : null;

    /// <summary>What is looked for in the list of commands.</summary>
    public CommandSearch Commands { get; init; } = CommandSearch.None;

    /// <summary>The shell's output.</summary>
    public required ScreenBuffer Output { get; init; }

    /// <summary>The line being typed.</summary>
    public required LineEditor Input { get; init; }

    /// <summary>Rows the shell is scrolled back by.</summary>
    public int ShellBack { get; init; }

    /// <summary>The attempt.</summary>
    public AttemptState Attempt { get; init; } = new();

    /// <summary>Virtual seconds per real second.</summary>
    public int Speed { get; init; } = 60;

    /// <summary>Whether virtual time stands still.</summary>
    public bool Paused { get; init; }

    /// <summary>A short message in the key bar's place, null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether the content is being written, so that nothing that is done with it is kept.</summary>
    public bool IsPreview { get; init; }

    /// <summary>What is wrong with the content that is being written; nothing in a lab that is no preview.</summary>
    public IReadOnlyList<Previews.Complaint> Complaints { get; init; } = [];

    /// <summary>Where everything is on the screen.</summary>
    public LabLayout Places => LabLayout.Of(this);
}
