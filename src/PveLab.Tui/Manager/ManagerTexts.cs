using PveLab.Tui.Lab;

namespace PveLab.Tui.Manager;

/// <summary>The manager's own words in one language; what the real interface says itself is in <see cref="Labels"/>.</summary>
public sealed record ManagerTexts
{
    /// <summary>What the datacenter is when there is no cluster.</summary>
    public required string StandaloneNode { get; init; }

    /// <summary>Where the shell of a node is.</summary>
    public required Func<string, string> ShellHint { get; init; }

    /// <summary>Where the console of a guest is.</summary>
    public required string ConsoleHint { get; init; }

    /// <summary>A console needs a running guest.</summary>
    public required string ConsoleNeedsRunning { get; init; }

    /// <summary>Asks whether the guest is to be brought back to a snapshot.</summary>
    public required Func<string, string> RollbackQuestion { get; init; }

    /// <summary>A table has no rows.</summary>
    public required string Empty { get; init; }

    /// <summary>The answer is not there yet.</summary>
    public required string Reading { get; init; }

    /// <summary>The place that was chosen is gone.</summary>
    public required string Gone { get; init; }

    /// <summary>Below a viewer that only shows.</summary>
    public required string Close { get; init; }

    /// <summary>Below the task viewer: its keys.</summary>
    public required string ViewerKeys { get; init; }

    /// <summary>Below a question.</summary>
    public required string AskKeys { get; init; }

    /// <summary>Below a menu.</summary>
    public required string MenuKeys { get; init; }

    /// <summary>What the key bar shows first while the manager has the keys.</summary>
    public required (string Key, string Meaning)[] Keys { get; init; }

    /// <summary>How to move in the manager, above the list along the bottom.</summary>
    public required string Moves { get; init; }

    /// <summary>There is nothing further back: where the shell is.</summary>
    public required string Foremost { get; init; }

    /// <summary>How to go back from the content to the tree where only one of them has room.</summary>
    public required string BackToTree { get; init; }

    /// <summary>A button that can do nothing here was pressed.</summary>
    public required Func<string, string> NotNow { get; init; }

    /// <summary>Title of the help.</summary>
    public required string HelpTitle { get; init; }

    /// <summary>The help, line by line.</summary>
    public required string[] Help { get; init; }

    /// <summary>The words in a language.</summary>
    public static ManagerTexts In(Language language) => language == Language.Ja ? Japanese : English;

    private static readonly ManagerTexts English = new()
    {
        StandaloneNode = "Standalone node",
        ShellHint = node => $"The shell of {node} is the other tab: o or Enter goes there, Alt+1 too.",
        ConsoleHint = "The console opens in the shell: o or Enter goes there. Ctrl+O leaves it again.",
        ConsoleNeedsRunning = "The guest does not run: start it first (x, then s).",
        RollbackQuestion = name => $"Bring the guest back to the snapshot '{name}'?",
        Empty = "Nothing here",
        Reading = "Reading …",
        Gone = "What was chosen here is gone.",
        Close = "Esc closes",
        ViewerKeys = "Tab Output/Status   s Stop   ↑↓ PageUp PageDown Home End   Esc closes",
        AskKeys = "←→ choose   Enter answer   y / n   Esc No",
        MenuKeys = "↑↓ choose   Enter   Esc back",
        Keys = [("Esc", "Back"), ("Alt+1", "Shell")],
        Moves = "Tab next  Enter open",
        Foremost = "This is the first place of the Server View. Alt+1 leads to the shell.",
        BackToTree = "Esc: tree",
        NotNow = label => $"{label}: not possible here now",
        HelpTitle = "The Server View",
        Help =
        [
            "The same cluster as in the shell, as the web interface of Proxmox VE",
            "shows it. What you do here, the shell sees at once, and the other way",
            "round; your attempt keeps it as API calls.",
            "",
            "  Alt+1, Alt+2  shell, Server View (or click the title)",
            "  F6            the lesson        F8  the whole width",
            "  Tab           tree, pages, table, task list",
            "  Up, Down      choose; PageUp, PageDown, Home, End",
            "  Left, Right   in the tree: close, open; in the pages: the page",
            "                beside; in a table: the columns beside",
            "  Enter         open: the place, the entry, the log of a task",
            "  a, e, d …     the button with that letter",
            "  1 … 9         in a table: order by that column; again: turned round",
            "  Ctrl+PageUp, Ctrl+PageDown  the page beside; in the list along the",
            "                bottom: the tasks, the cluster log",
            "  + and -       in that list: taller, lower",
            "  Esc           one step back",
            "",
            "Time goes on as long as a task runs (F9 faster, F5 pause).",
            "By mouse: click to choose, click again to open, click a heading",
            "to order by it; the wheel scrolls what is under it.",
        ],
    };

    private static readonly ManagerTexts Japanese = new()
    {
        StandaloneNode = "スタンドアロンのノード",
        ShellHint = node => $"{node} のシェルは隣のタブです。o か Enter、または Alt+1 で移ります。",
        ConsoleHint = "コンソールはシェルの中で開きます。o か Enter で移り、Ctrl+O で抜けます。",
        ConsoleNeedsRunning = "ゲストが動いていません。先に起動してください（x のあと s）。",
        RollbackQuestion = name => $"ゲストをスナップショット「{name}」の状態に戻しますか?",
        Empty = "項目はありません",
        Reading = "読み込み中…",
        Gone = "選んでいた対象はなくなりました。",
        Close = "Esc で閉じる",
        ViewerKeys = "Tab 出力/状態   s 停止   ↑↓ PageUp PageDown Home End   Esc 閉じる",
        AskKeys = "←→ 選択   Enter 決定   y / n   Esc いいえ",
        MenuKeys = "↑↓ 選択   Enter   Esc 戻る",
        Keys = [("Esc", "戻る"), ("Alt+1", "シェル")],
        Moves = "Tab 次へ  Enter 開く",
        Foremost = "サーバ表示の最初の場所です。シェルへは Alt+1 で移ります。",
        BackToTree = "Esc: ツリー",
        NotNow = label => $"「{label}」はいまここでは使えません",
        HelpTitle = "サーバ表示",
        Help =
        [
            "シェルと同じクラスタを、Proxmox VE の Web 画面の形で見せます。",
            "ここでの操作はシェルにもすぐ反映され、その逆も同じです。",
            "操作は API 呼び出しとして記録に残ります。",
            "",
            "  Alt+1, Alt+2  シェル / サーバ表示（見出しのクリックでも）",
            "  F6            教材へ            F8  横いっぱいに広げる",
            "  Tab           ツリー、ページ、表、タスク一覧を移る",
            "  ↑ ↓           選ぶ      PageUp, PageDown, Home, End",
            "  ← →           ツリーでは閉じる / 開く、ページでは隣のページ、",
            "                表では隣の列",
            "  Enter         開く（場所、項目、タスクのログ）",
            "  a, e, d …     その文字のボタンを押す",
            "  1 … 9         表をその列の順に並べる。もう一度で逆順",
            "  Ctrl+PageUp, Ctrl+PageDown  隣のページ。下の一覧ではタスクと",
            "                クラスタログを切り替える",
            "  + と -        下の一覧を高く / 低く",
            "  Esc           ひとつ戻る",
            "",
            "タスクが動いている間は時間が進みます（F9 速さ、F5 停止）。",
            "マウスでは、クリックで選び、もう一度クリックで開きます。見出しの",
            "クリックで並べ替え、ホイールでその場所をスクロールします。",
        ],
    };
}
