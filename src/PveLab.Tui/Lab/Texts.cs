namespace PveLab.Tui.Lab;

/// <summary>The words of the interface in one language. Adding a word means adding it to both.</summary>
public sealed record Texts
{
    /// <summary>The lab is still being built.</summary>
    public required string Opening { get; init; }

    /// <summary>What becomes of keys while the lab is being built.</summary>
    public required string OpeningKeys { get; init; }

    /// <summary>Why there is no goal, hint and grade.</summary>
    public required string FreePlay { get; init; }

    /// <summary>Title of the lesson pane.</summary>
    public required string Lesson { get; init; }

    /// <summary>Title of the shell pane.</summary>
    public required string Shell { get; init; }

    /// <summary>Title of the criteria.</summary>
    public required string Criteria { get; init; }

    /// <summary>Points, after their number.</summary>
    public required Func<int, string> Points { get; init; }

    /// <summary>Mark of a required criterion.</summary>
    public required string Required { get; init; }

    /// <summary>The attempt passes.</summary>
    public required string Passed { get; init; }

    /// <summary>Told when the attempt passes for the first time.</summary>
    public required string PassedNotice { get; init; }

    /// <summary>The attempt does not pass yet.</summary>
    public required string NotYet { get; init; }

    /// <summary>A program runs.</summary>
    public required string Working { get; init; }

    /// <summary>Virtual time stands still.</summary>
    public required string PausedWord { get; init; }

    /// <summary>Scrolled back, how to return.</summary>
    public required string ScrolledBack { get; init; }

    /// <summary>The terminal is too small, with the size needed and the size it has.</summary>
    public required Func<int, int, int, int, string[]> TooSmall { get; init; }

    /// <summary>Title of the goal.</summary>
    public required string GoalTitle { get; init; }

    /// <summary>Title of the grade.</summary>
    public required string GradeTitle { get; init; }

    /// <summary>Title of the help.</summary>
    public required string HelpTitle { get; init; }

    /// <summary>The help's beginning, line by line; the keys follow.</summary>
    public required string[] Help { get; init; }

    /// <summary>The help on the panes, after the keys.</summary>
    public required string[] HelpInPanes { get; init; }

    /// <summary>How to close what the coach says.</summary>
    public required string CoachClose { get; init; }

    /// <summary>How to read what the coach points to, and how to close it.</summary>
    public required string CoachRead { get; init; }

    /// <summary>Title of the list of commands.</summary>
    public required string CommandsTitle { get; init; }

    /// <summary>No command has such a name.</summary>
    public required string NoSuchCommand { get; init; }

    /// <summary>Title of the question whether to begin anew.</summary>
    public required string AnewTitle { get; init; }

    /// <summary>The question whether to begin anew.</summary>
    public required string[] Anew { get; init; }

    /// <summary>Title of the question whether to leave.</summary>
    public required string QuitTitle { get; init; }

    /// <summary>The question whether to leave.</summary>
    public required string[] Quit { get; init; }

    /// <summary>How to close an overlay.</summary>
    public required string CloseHint { get; init; }

    /// <summary>A program is running, so a command cannot be sent to the shell.</summary>
    public required string ShellIsBusy { get; init; }

    /// <summary>Too much was pasted at once.</summary>
    public required string PasteTooLong { get; init; }

    /// <summary>The attempt cannot be kept on disk.</summary>
    public required string NotKept { get; init; }

    /// <summary>The lesson could not be read in the other language.</summary>
    public required string LessonGone { get; init; }

    /// <summary>Title of the hints.</summary>
    public required string HintsTitle { get; init; }

    /// <summary>What the next hint costs and how to buy it.</summary>
    public required Func<int, string> NextHint { get; init; }

    /// <summary>There is no further hint.</summary>
    public required string NoMoreHints { get; init; }

    /// <summary>The golden transcripts are being played for the grade.</summary>
    public required string Comparing { get; init; }

    /// <summary>There is no other node to go to.</summary>
    public required string OnlyNode { get; init; }

    /// <summary>There is nothing in the agenda to skip to.</summary>
    public required string NothingPlanned { get; init; }

    /// <summary>Title of the status machines.</summary>
    public required string MachinesTitle { get; init; }

    /// <summary>Nothing has changed its status yet.</summary>
    public required string NothingMoved { get; init; }

    /// <summary>The words in a language.</summary>
    public static Texts In(Language language) => language == Language.Ja ? Japanese : English;

    private static readonly Texts English = new()
    {
        Opening = "The machines are starting …",
        OpeningKeys = "What you type waits for the shell.   Esc  home",
        FreePlay = "Free play has no goal, hints or grade. F12 leads to the exercises.",
        Lesson = "Lesson",
        Shell = "Shell",
        Criteria = "Goal",
        Points = count => count == 1 ? "point" : "points",
        Required = "required",
        Passed = "PASSED",
        PassedNotice = "Passed: all that is required. F3 shows the evidence, F2 what would earn more.",
        NotYet = "not yet",
        Working = "working",
        PausedWord = "paused",
        ScrolledBack = "scrolled back - PageDown or any key returns",
        TooSmall = (needW, needH, w, h) =>
        [
            $"PveLab needs {needW}x{needH} cells;",
            $"this terminal has {w}x{h}.",
            "Enlarge it, or leave with Ctrl+Q and",
            "use 'pvelab shell' instead.",
        ],
        GoalTitle = "The goal",
        GradeTitle = "Your grade",
        HelpTitle = "How to use PveLab",
        Help =
        [
            "Read the lesson on the left, work in the shell on the right. It is the",
            "shell of a simulated Proxmox VE node: no real machine can be broken here.",
            "",
        ],
        HelpInPanes =
        [
            "",
            "In the lesson",
            "  Up, Down      choose a line      PageUp, PageDown, Home, End",
            "  Tab, p        the next, previous thing to activate",
            "  Enter         send the command on the line to the shell; answer a quiz;",
            "                open a hint; tick a task; follow a link; explain a term",
            "  o             contents           [ ]   back, forward",
            "  /             search, then n, N; Esc ends it",
            "  < >           narrower, wider lesson",
            "",
            "In the shell",
            "  Tab           complete           Up, Down   history",
            "  Ctrl+C        stop a program     PageUp     look back",
            "",
            "By mouse: click what you see; a click on the points shows the grade.",
            "",
            "Begin with the first command of the lesson, or type:  pvesm status",
        ],
        CoachClose = "Esc closes",
        CoachRead = "Alt+c reads about it in the lesson, Esc closes",
        CommandsTitle = "What would you like to do?",
        NoSuchCommand = "There is no such command.",
        AnewTitle = "Begin anew?",
        Anew = ["The machines will be as they were at the beginning. What you did so far is kept in its journal.", "", "Enter  begin anew        Esc  go on"],
        QuitTitle = "Leave PveLab?",
        Quit = ["Your attempt is kept in its journal.", "", "Enter  leave        Esc  stay"],
        CloseHint = "Esc closes",
        ShellIsBusy = "a program is running in the shell - Ctrl+C stops it",
        PasteTooLong = "too much to paste at once: nothing was pasted",
        NotKept = "this attempt cannot be kept on disk; it goes on without a journal",
        LessonGone = "the lesson could not be read",
        HintsTitle = "Hints",
        NextHint = cost => FormattableString.Invariant($"Enter buys the next hint for {cost} {(cost == 1 ? "point" : "points")}."),
        NoMoreHints = "There is no further hint.",
        Comparing = "Comparing your way with the ways that lead to the goal …",
        OnlyNode = "there is only this node",
        NothingPlanned = "nothing is planned",
        MachinesTitle = "What is going on inside",
        NothingMoved = "Nothing has changed its status yet: start something in the shell.",
    };

    private static readonly Texts Japanese = new()
    {
        Opening = "機器を起動しています…",
        OpeningKeys = "入力した文字は起動後にシェルへ届きます。   Esc  ホームへ",
        FreePlay = "自由に試す場なので、達成条件・ヒント・採点はありません。演習は F12 から。",
        Lesson = "教材",
        Shell = "シェル",
        Criteria = "達成条件",
        Points = _ => "点",
        Required = "必須",
        Passed = "合格",
        PassedNotice = "合格です。F3 で採点の根拠、F2 で残りの条件を見られます。",
        NotYet = "未達成",
        Working = "実行中",
        PausedWord = "停止中",
        ScrolledBack = "過去の出力を表示中 - PageDown か何かキーで戻る",
        TooSmall = (needW, needH, w, h) =>
        [
            $"PveLab には {needW}x{needH} 文字の広さが必要です。",
            $"この端末は {w}x{h} です。",
            "広げるか、Ctrl+Q で終了して",
            "「pvelab shell」を使ってください。",
        ],
        GoalTitle = "この演習の達成条件",
        GradeTitle = "採点結果",
        HelpTitle = "PveLab の使い方",
        Help =
        [
            "左の教材を読みながら、右のシェルで操作します。シェルの相手は Proxmox VE の",
            "シミュレーションなので、何をしても本物の機械は壊れません。",
            "",
        ],
        HelpInPanes =
        [
            "",
            "教材の画面",
            "  ↑ ↓            行を選ぶ      PageUp, PageDown, Home, End",
            "  Tab, p         次 / 前の、押せるものへ",
            "  Enter          その行のコマンドをシェルへ送る、クイズに答える、",
            "                 ヒントを開く、チェックを付ける、リンクや用語を開く",
            "  o              目次          [ ]   戻る / 進む",
            "  /              検索。続きは n と N、終わるときは Esc",
            "  < >            教材の幅を狭く / 広く",
            "",
            "シェルの画面",
            "  Tab            補完          ↑ ↓     履歴",
            "  Ctrl+C         実行を止める  PageUp  過去の出力",
            "",
            "マウスでは見えるものをクリックします。点数のクリックで採点結果です。",
            "",
            "まずは教材の最初のコマンドか、次の一行から:  pvesm status",
        ],
        CoachClose = "Esc で閉じる",
        CoachRead = "Alt+c で教材の該当箇所へ、Esc で閉じる",
        CommandsTitle = "何をしますか",
        NoSuchCommand = "そのような操作はありません。",
        AnewTitle = "最初からやり直しますか",
        Anew = ["機器は最初の状態に戻ります。ここまでの操作は記録に残ります。", "", "Enter  やり直す        Esc  続ける"],
        QuitTitle = "PveLab を終了しますか",
        Quit = ["途中経過は記録に残っています。", "", "Enter  終了する        Esc  続ける"],
        CloseHint = "Esc で閉じる",
        ShellIsBusy = "シェルで実行中です - Ctrl+C で止められます",
        PasteTooLong = "一度に貼り付ける量が多すぎます。何も貼り付けていません",
        NotKept = "途中経過をディスクに保存できません。記録なしで続けます",
        LessonGone = "教材を読み込めませんでした",
        HintsTitle = "ヒント",
        NextHint = cost => FormattableString.Invariant($"Enter で次のヒントを見る（{cost} 点）"),
        NoMoreHints = "ヒントはこれで全部です。",
        Comparing = "目標までの道と比べています…",
        OnlyNode = "ノードはこの 1 台だけです",
        NothingPlanned = "予定はありません",
        MachinesTitle = "内部の状態",
        NothingMoved = "まだ何も動いていません。シェルで何か実行してみましょう。",
    };
}
