namespace PveLab.Tui.Lab;

/// <summary>What the trainer says in an exam, in one language.</summary>
public sealed record ExamTexts
{
    private static readonly ExamTexts English = new()
    {
        Progress = (task, of, left) => FormattableString.Invariant($"Exam · task {task}/{of} · {left} min left"),
        Over = "Exam · handed in",
        Sheet = "Only what real Proxmox VE knows works here. There are no hints, nothing is taken back, and what is graded is shown after the last task. "
            + "Ctrl+Q hands this task in.",
        HandInTitle = "Hand this task in?",
        HandIn = ["It is graded as it stands, and cannot be opened again.", "", "Enter  hand it in     Esc  go on with it", "",
            "l  leave for now: the minutes go on, and home leads back here", "x  end the whole exam: every task is graded as it stands"],
        EndTitle = "End the whole exam?",
        End = ["Every task is graded as it stands, also those you have not seen yet. Nothing can be opened again.", "", "Enter  end the exam     Esc  back"],
        HelpTitle = "In an exam",
        Help =
        [
            "The task stands on the left, the shell and the Server View are on the right. Only what real Proxmox VE knows works. There are no hints, "
                + "nothing is taken back, and what is graded is shown after the last task. The minutes go on, also while you are away.",
            "",
        ],
        HelpInShell =
        [
            "",
            "In the shell",
            "  Tab           complete           Up, Down   history",
            "  Ctrl+C        stop a program     PageUp     look back",
            "",
            "exit at the prompt hands the task in, too.",
        ],
        Hidden = "In an exam neither criteria nor hints are shown before you hand in.",
        NoHome = "Ctrl+Q hands in what you have, or leaves for now.",
        NextTask = "Handed in. Here is the next task.",
        Finished = "The exam is over. F3 shows the result again, F12 leads home.",
        TimeIsUp = "Time is up. What you have done so far is graded.",
        ResultTitle = "The result",
    };

    private static readonly ExamTexts Japanese = new()
    {
        Progress = (task, of, left) => FormattableString.Invariant($"試験 · 課題 {task}/{of} · 残り {left} 分"),
        Over = "試験 · 提出済み",
        Sheet = "実機の Proxmox VE にないコマンドやオプションは使えません。ヒントとやり直しはなく、採点の項目は最後の課題のあとで表示されます。Ctrl+Q でこの課題を提出します。",
        HandInTitle = "この課題を提出しますか",
        HandIn = ["いまの状態を採点します。提出した課題には戻れません。", "", "Enter  提出する     Esc  続ける", "", "l  いったん離れる（時間は進みます。ホームから戻れます）", "x  試験全体を終える（すべての課題を今のまま採点します）"],
        EndTitle = "試験全体を終えますか",
        End = ["まだ見ていない課題も含めて、すべて今のまま採点します。あとから開くことはできません。", "", "Enter  試験を終える     Esc  戻る"],
        HelpTitle = "試験では",
        Help =
        [
            "左に課題、右にシェルとサーバ表示があります。実機の Proxmox VE で通じる操作だけが使えます。ヒントと取り消しはなく、採点の項目は最後の課題のあとで表示されます。"
                + "離れている間も時間は進みます。",
            "",
        ],
        HelpInShell =
        [
            "",
            "シェルの画面",
            "  Tab            補完          ↑ ↓     履歴",
            "  Ctrl+C         実行を止める  PageUp  過去の出力",
            "",
            "プロンプトで exit と入力しても、課題を提出します。",
        ],
        Hidden = "試験では、採点の項目とヒントは提出するまで表示されません。",
        NoHome = "Ctrl+Q で提出するか、いったん離れてください",
        NextTask = "提出しました。次の課題です。",
        Finished = "試験は終わりです。F3 で結果をもう一度、F12 でホームへ。",
        TimeIsUp = "時間です。ここまでの分を採点します。",
        ResultTitle = "試験の結果",
    };

    /// <summary>Where one is: task, tasks, minutes left.</summary>
    public required Func<int, int, int, string> Progress { get; init; }

    /// <summary>The exam is over.</summary>
    public required string Over { get; init; }

    /// <summary>What holds, below the task.</summary>
    public required string Sheet { get; init; }

    /// <summary>Title of the question whether to hand in.</summary>
    public required string HandInTitle { get; init; }

    /// <summary>The question whether to hand in.</summary>
    public required string[] HandIn { get; init; }

    /// <summary>Title of the question whether to end the exam.</summary>
    public required string EndTitle { get; init; }

    /// <summary>The question whether to end the exam.</summary>
    public required string[] End { get; init; }

    /// <summary>Title of the help.</summary>
    public required string HelpTitle { get; init; }

    /// <summary>The help: what holds in an exam; the keys follow.</summary>
    public required string[] Help { get; init; }

    /// <summary>The help on the shell, after the keys.</summary>
    public required string[] HelpInShell { get; init; }

    /// <summary>Why nothing of the grade is shown.</summary>
    public required string Hidden { get; init; }

    /// <summary>Why one cannot go home.</summary>
    public required string NoHome { get; init; }

    /// <summary>The next task has begun.</summary>
    public required string NextTask { get; init; }

    /// <summary>The last task was handed in.</summary>
    public required string Finished { get; init; }

    /// <summary>The minutes are over.</summary>
    public required string TimeIsUp { get; init; }

    /// <summary>Title of the result.</summary>
    public required string ResultTitle { get; init; }

    /// <summary>The words in a language.</summary>
    public static ExamTexts In(Language language) => language == Language.Ja ? Japanese : English;
}
