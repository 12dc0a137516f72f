using PveLab.Courseware.Attempts;

namespace PveLab.Tui.Lab;

/// <summary>Words about going on with, taking back and beginning anew.</summary>
internal sealed record SessionTexts
{
    /// <summary>Something was taken back: what follows.</summary>
    public required string TakenBack { get; init; }

    /// <summary>There is nothing to take back.</summary>
    public required string NothingToTakeBack { get; init; }

    /// <summary>In an exam nothing is taken back.</summary>
    public required string NotInExam { get; init; }

    /// <summary>Skipped time, as a step.</summary>
    public required string SkippedTime { get; init; }

    /// <summary>What was done in a view, as a step.</summary>
    public required string DoneInView { get; init; }

    /// <summary>An attempt that was broken off goes on.</summary>
    public required string GoesOn { get; init; }

    /// <summary>The attempt is open in another PveLab, so this is a new one.</summary>
    public required string PlayedElsewhere { get; init; }

    /// <summary>The attempt that was broken off cannot be taken up, so this is a new one.</summary>
    public required string CannotGoOn { get; init; }

    /// <summary>A new attempt began.</summary>
    public required string BegunAnew { get; init; }

    /// <summary>The words of a language.</summary>
    public static SessionTexts In(Language language) => language == Language.Ja ? Ja : En;

    /// <summary>What a step is called.</summary>
    public string NameOf(AttemptStep step) => step.Input switch
    {
        Input.Line { Text: var line } => line,
        Input.NodeOpened { Node: var node } => $"ssh root@{node}",
        Input.FileSaved { Path: var path } => path,
        Input.Advance => SkippedTime,
        Input.ApiCall { Verb: var verb, Path: var path } => $"{DoneInView} ({verb} {path})",
        _ => DoneInView,
    };

    private static readonly SessionTexts En = new()
    {
        TakenBack = "Taken back: ",
        NothingToTakeBack = "Nothing was changed yet that could be taken back",
        NotInExam = "In an exam nothing can be taken back",
        SkippedTime = "the time that was skipped",
        DoneInView = "what was done in the view",
        GoesOn = "This attempt goes on where it was left. At home (F12) n begins it anew",
        PlayedElsewhere = "Your attempt is open in another PveLab: this is a new one. Close this one to go on there",
        CannotGoOn = "Your last attempt cannot be taken up again: this is a new one. pvelab replay tells why",
        BegunAnew = "A new attempt has begun",
    };

    private static readonly SessionTexts Ja = new()
    {
        TakenBack = "取り消しました: ",
        NothingToTakeBack = "取り消せる変更はまだありません",
        NotInExam = "試験では操作を取り消せません",
        SkippedTime = "時間を進めた操作",
        DoneInView = "画面での操作",
        GoesOn = "前回の続きから再開しました。ホーム（F12）の n で最初からやり直せます",
        PlayedElsewhere = "前回の続きは別の PveLab で開いています。こちらは新しい挑戦です。続けるにはこちらを閉じてください",
        CannotGoOn = "前回の続きを再開できません。新しく始めます。理由は pvelab replay で分かります",
        BegunAnew = "新しく始めました",
    };
}
