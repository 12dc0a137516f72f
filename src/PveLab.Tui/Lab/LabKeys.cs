using PveLab.Tui.Forms;

namespace PveLab.Tui.Lab;

/// <summary>Something a learner can do anywhere in the lab, by a key, a click on the key bar, or the list of commands.</summary>
/// <param name="Key">The key, as messages name it.</param>
/// <param name="Shown">How it is written.</param>
/// <param name="Short">A word for the key bar.</param>
/// <param name="Long">A sentence's beginning for help and the list of commands.</param>
public sealed record LabKey(string Key, string Shown, Words Short, Words Long);

/// <summary>The keys that work anywhere in the lab. The key bar, the help and the list of commands are made of this one table.</summary>
public static class LabKeys
{
    /// <summary>Opens the list of commands.</summary>
    public const string Commands = "Alt+x";

    /// <summary>Every key, in order of importance: the first ones stay in the narrowest key bar.</summary>
    public static IReadOnlyList<LabKey> All { get; } =
    [
        new("F1", "F1", ("Help", "ヘルプ"), ("this help", "このヘルプ")),
        new("F6", "F6", ("Pane", "画面"), ("go between the lesson and what is beside it", "教材と右の画面を行き来する")),
        new("F12", "F12", ("Home", "ホーム"), ("home: other exercises, exam, settings", "ホーム（ほかの演習、試験、設定）")),
        new("Ctrl+Q", "^Q", ("Leave", "終了"), ("leave (your work is kept)", "終了（途中経過は保存されます）")),
        new(Commands, "Alt+x", ("More", "一覧"), ("find a command by its name", "操作を名前で探す")),
        new("Alt+1", "Alt+1", ("Shell", "シェル"), ("the shell", "シェル")),
        new("Alt+2", "Alt+2", ("Server View", "サーバ表示"), ("the views of Proxmox VE's web interface", "Proxmox VE の Web 画面にあたる表示")),
        new("F2", "F2", ("Goal", "条件"), ("the goal: what counts, and how it stands", "達成条件と現在の状況")),
        new("F7", "F7", ("Hint", "ヒント"), ("hints, each for some points", "ヒント（点数と引き換え）")),
        new("F4", "F4", ("日本語", "English"), ("Japanese / English", "日本語 / English")),
        new("F3", "F3", ("Grade", "採点"), ("your grade, with the evidence for each criterion", "採点結果（条件ごとの根拠つき）")),
        new("F11", "F11", ("Node", "ノード"), ("the shell of the next node", "次のノードのシェルへ")),
        new("Ctrl+Z", "^Z", ("Undo", "取り消し"), ("take back the last step that changed something", "最後の変更を取り消す")),
        new("F8", "F8", ("Zoom", "拡大"), ("the pane with the keys takes the whole width, or not", "操作中の画面を横いっぱいに広げる / 戻す")),
        new("F9", "F9", ("Speed", "速さ"), ("time: 1x, 10x, 60x, 600x", "時間の速さ: 1倍, 10倍, 60倍, 600倍")),
        new("F5", "F5", ("Pause", "停止"), ("pause virtual time, or let it go on", "仮想時間を止める / 動かす")),
        new("F10", "F10", ("Skip", "次の予定"), ("time: skip to the next thing that is planned", "次の予定まで時間を進める")),
        new("Alt+c", "Alt+c", ("Coach", "コーチ"), ("read in the lesson what the coach points to", "コーチが示す教材の箇所を読む")),
        new("Alt+s", "Alt+s", ("Inside", "内部"), ("what is going on inside: the status machines", "内部の状態（状態遷移）")),
        new("Alt+r", "Alt+r", ("Anew", "やり直し"), ("begin this exercise anew", "この演習を最初からやり直す")),
    ];

    private static readonly LabKey Task = new("F2", "F2", ("Task", "課題"), ("the task", "課題"));
    private static readonly LabKey HandIn = new("Ctrl+Q", "^Q", ("Hand in", "提出"), ("hand this task in", "この課題を提出する"));
    private static readonly LabKey Result = new("F3", "F3", ("Result", "結果"), ("the result of the exam", "試験の結果"));

    /// <summary>The keys that mean something now.</summary>
    public static IEnumerable<LabKey> In(LabModel model) => model.Attempt.Exam switch
    {
        { IsOver: true } => [Result, .. All.Where(k => k.Key is "F12" or "Ctrl+Q" or "F4")],
        { } => [All[0], Task, HandIn, .. Useful(model).Where(k => k.Key is "F4" or "F5" or "F6" or "F8" or "F9" or "F10" or "F11" or "Alt+1" or "Alt+2" or Commands)],
        null => Useful(model),
    };

    private static IEnumerable<LabKey> Useful(LabModel model) => All.Where(k => k.Key switch
    {
        "F2" or "F3" or "F7" => !model.Attempt.IsFree,
        "F11" => model.Attempt.SeveralNodes,
        "Alt+c" => model.CoachNote is { Place: not null },
        "Alt+1" => model.RightTab == RightTab.Manager,
        "Alt+2" => model.RightTab == RightTab.Shell,
        _ => true,
    });
}
