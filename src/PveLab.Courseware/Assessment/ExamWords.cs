namespace PveLab.Courseware.Assessment;

/// <summary>The words around an exam and in its result.</summary>
public sealed record ExamWords
{
    private static readonly ExamWords Japanese = new()
    {
        Title = "試験",
        Seed = "シード",
        Ready = "実機のラボに進めます",
        NotReady = "実機のラボに進む前に、もう少し練習しましょう",
        Points = (points, max) => Invariant($"{max} 点中 {points} 点"),
        PassedTasks = (passed, all) => Invariant($"{all} 題中 {passed} 題に合格"),
        Tasks = "課題",
        Skills = "技能",
        Passed = "合格",
        NotPassed = "不合格",
        NotOpened = "未着手",
        Shown = "できた",
        NotShown = "まだ",
        Read = "読み直すところ",
        Practise = "もう一度練習するところ",
        Task = (number, of) => Invariant($"課題 {number}/{of}"),
        Left = minutes => Invariant($"残り {minutes} 分"),
        Rules = (tasks, minutes) => Invariant(
            $"""
            課題は {tasks} 題、時間は全部で {minutes} 分です（仮想時間ではなく、実際の時間）。実機の Proxmox VE にないコマンドやオプションは使えません。
            ヒントはなく、採点の項目も提出するまで表示されません。課題文をよく読み、結果を自分で確かめてください。
            どの課題にも、仮想時間の制限がべつにあります。やり直しはできません。
            """),
        TaskLimit = minutes => Invariant($"この課題の仮想時間の制限は {minutes / 60} 時間 {minutes % 60:D2} 分です。"),
        Commands = ":goal（課題文） :time（残り時間） :node NAME :wait 10m :finish（この課題を提出） :quit（試験を終える）",
        NothingShown = "試験では、採点の項目とヒントは提出するまで表示されません。",
        GoesOn = "中断した試験の続きです。中断していた間も時間は経っています。",
        IsAnother = "中断した試験は、ここでは続けられません。別の試験を始めます。",
        HandedIn = "課題を提出しました。",
        TimeIsUp = "時間です。ここまでの分を採点します。",
    };

    private static readonly ExamWords English = new()
    {
        Title = "Exam",
        Seed = "seed",
        Ready = "READY FOR A REAL LAB",
        NotReady = "NOT READY FOR A REAL LAB YET",
        Points = (points, max) => Invariant($"{points} of {max} points"),
        PassedTasks = (passed, all) => Invariant($"{passed} of {all} tasks passed"),
        Tasks = "Tasks",
        Skills = "Skills",
        Passed = "passed",
        NotPassed = "not passed",
        NotOpened = "not begun",
        Shown = "shown",
        NotShown = "not yet",
        Read = "Read again",
        Practise = "Practise again",
        Task = (number, of) => Invariant($"Task {number} of {of}"),
        Left = minutes => Invariant($"{minutes} min left"),
        Rules = (tasks, minutes) => Invariant(
            $"""
            There are {tasks} tasks and {minutes} minutes for all of them, by the clock on your wall, not the virtual one. Only what real Proxmox VE knows works here.
            There are no hints, and what is graded is not shown before you hand in: read each task well, and see for yourself that what you did holds.
            Each task has a limit in virtual time as well. Nothing can be taken back.
            """),
        TaskLimit = minutes => Invariant($"This task's limit in virtual time is {minutes / 60} h {minutes % 60:D2} min."),
        Commands = ":goal (the task) :time :node NAME :wait 10m :finish (hand this task in) :quit (end the exam)",
        NothingShown = "In an exam neither criteria nor hints are shown before you hand in.",
        GoesOn = "The exam goes on where it was broken off; the time in between has passed.",
        IsAnother = "The exam that was broken off cannot be gone on with here. This is another one.",
        HandedIn = "The task is handed in.",
        TimeIsUp = "Time is up. What you have done so far is graded.",
    };

    /// <summary>What an exam is called.</summary>
    public required string Title { get; init; }

    /// <summary>The seed, before its number.</summary>
    public required string Seed { get; init; }

    /// <summary>The good verdict.</summary>
    public required string Ready { get; init; }

    /// <summary>The other verdict.</summary>
    public required string NotReady { get; init; }

    /// <summary>Points earned, and points there were.</summary>
    public required Func<int, int, string> Points { get; init; }

    /// <summary>Tasks passed, and tasks there were.</summary>
    public required Func<int, int, string> PassedTasks { get; init; }

    /// <summary>Heading of the tasks.</summary>
    public required string Tasks { get; init; }

    /// <summary>Heading of the skills.</summary>
    public required string Skills { get; init; }

    /// <summary>A task that was passed.</summary>
    public required string Passed { get; init; }

    /// <summary>A task that was not.</summary>
    public required string NotPassed { get; init; }

    /// <summary>A task nobody came to.</summary>
    public required string NotOpened { get; init; }

    /// <summary>A skill that was shown.</summary>
    public required string Shown { get; init; }

    /// <summary>A skill that was not.</summary>
    public required string NotShown { get; init; }

    /// <summary>Heading of what to read.</summary>
    public required string Read { get; init; }

    /// <summary>Heading of what to practise.</summary>
    public required string Practise { get; init; }

    /// <summary>A task by its number, of how many.</summary>
    public required Func<int, int, string> Task { get; init; }

    /// <summary>Minutes left.</summary>
    public required Func<int, string> Left { get; init; }

    /// <summary>What holds in an exam: how many tasks and minutes.</summary>
    public required Func<int, int, string> Rules { get; init; }

    /// <summary>A task's limit in virtual minutes.</summary>
    public required Func<int, string> TaskLimit { get; init; }

    /// <summary>Lines for PveLab itself.</summary>
    public required string Commands { get; init; }

    /// <summary>Why nothing of the grade is shown.</summary>
    public required string NothingShown { get; init; }

    /// <summary>An exam that was broken off goes on.</summary>
    public required string GoesOn { get; init; }

    /// <summary>Said when one that was broken off cannot be gone on with.</summary>
    public required string IsAnother { get; init; }

    /// <summary>A task was handed in.</summary>
    public required string HandedIn { get; init; }

    /// <summary>The minutes are over.</summary>
    public required string TimeIsUp { get; init; }

    /// <summary>The words in a language (<c>ja</c> or anything else for English).</summary>
    public static ExamWords In(string language) => language == "ja" ? Japanese : English;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
