using System.Globalization;

namespace PveLab.Courseware.Classes;

/// <summary>The words of a class's reports, in both languages.</summary>
internal sealed record ClassWords
{
    private static readonly ClassWords Japanese = new()
    {
        Language = "ja",
        Title = "クラスの採点結果",
        Student = "受講者",
        Scenario = "演習",
        Verdict = "判定",
        Points = "点数",
        File = "ファイル",
        Attempts = "提出",
        Criteria = "評価項目",
        Criterion = "評価項目",
        Passed = "合格",
        NotPassed = "不合格",
        Refused = "採点不可",
        FreePlay = "自由演習",
        NotCounted = "参考",
        Met = "達成",
        NotMet = "未達成",
        Required = "必須",
        None = "なし",
        RefusedFiles = "採点できなかったファイル",
        Reason = "理由",
        Remarks = "確認してほしいこと",
        Stuck = "行き詰まっている受講者",
        Situation = "状況",
        Copies = "写しと思われる提出",
        Changes = "前回の採点からの変化",
        NoChanges = "変わった成績はありません",
        Before = "前回",
        Now = "今回",
        Grid = "受講者と評価項目",
        GridHint = "✓ は達成、✗ は未達成です。見出しの番号は、表の下の評価項目に対応します。",
        ShareMet = "達成した割合",
        Struggles = "つまずきやすい評価項目",
        StrugglesHint = "達成できなかった受講者の割合です。多い順に並べています。",
        NobodyFailed = "全員がすべて達成しました。",
        Hints = "買われたヒント",
        HintsHint = "ヒントを買った受講者の人数です。",
        Hint = "ヒント",
        NoHints = "ヒントはひとつも買われませんでした。",
        Timeline = "経過",
        Evidence = "根拠",
        Inputs = "入力の数",
        TimeUsed = "使った仮想時間",
        WallTime = "実際の時間",
        Seed = "シード",
        Alike = "一致した行",
        Filter = "受講者を絞り込む",
        Sort = "並べ替え",
        SkipToGrid = "表へ移動",
        Contents = "目次",
        Scroll = "左右にスクロールできる表",
        PassedStudents = "合格",
        Details = "受講者ごとの詳細",
        SideBySide = "並べて比べる",
        TimelineFigure = "評価項目を達成した時点",
        Graded = "採点: PveLab",
        Students = "受講者",
        Spread = "得点率（%）ごとの人数",
        Typed = "入力した行",
    };

    private static readonly ClassWords English = new()
    {
        Language = "en",
        Title = "Class report",
        Student = "Student",
        Scenario = "Exercise",
        Verdict = "Verdict",
        Points = "Points",
        File = "File",
        Attempts = "Attempts",
        Criteria = "Criteria",
        Criterion = "Criterion",
        Passed = "passed",
        NotPassed = "not passed",
        Refused = "refused",
        FreePlay = "free play",
        NotCounted = "not counted",
        Met = "met",
        NotMet = "not met",
        Required = "required",
        None = "none",
        RefusedFiles = "Refused files",
        Reason = "Reason",
        Remarks = "Worth a look",
        Stuck = "Who is stuck",
        Situation = "How",
        Copies = "Copies of each other",
        Changes = "What changed since the earlier grading",
        NoChanges = "No grade has changed.",
        Before = "earlier",
        Now = "now",
        Grid = "Students and criteria",
        GridHint = "✓ is met, ✗ is not met. The numbers of the columns are explained below the table.",
        ShareMet = "Share met",
        Struggles = "Where the class struggles",
        StrugglesHint = "Share of students who did not meet a criterion, the most difficult first.",
        NobodyFailed = "Everybody met every criterion.",
        Hints = "Hints that were bought",
        HintsHint = "Number of students who bought each hint.",
        Hint = "Hint",
        NoHints = "Nobody bought a hint.",
        Timeline = "Timeline",
        Evidence = "Evidence",
        Inputs = "Inputs",
        TimeUsed = "Virtual time used",
        WallTime = "Time by the clock",
        Seed = "Seed",
        Alike = "Lines alike",
        Filter = "Show students",
        Sort = "Sort",
        SkipToGrid = "Skip to the table",
        Contents = "Contents",
        Scroll = "table that scrolls sideways",
        PassedStudents = "passed",
        Details = "Every attempt",
        SideBySide = "Side by side",
        TimelineFigure = "When the criteria were met",
        Graded = "Graded by PveLab",
        Students = "Students",
        Spread = "Students by percent of the points",
        Typed = "What was typed",
    };

    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Student { get; init; }
    public required string Scenario { get; init; }
    public required string Verdict { get; init; }
    public required string Points { get; init; }
    public required string File { get; init; }
    public required string Attempts { get; init; }
    public required string Criteria { get; init; }
    public required string Criterion { get; init; }
    public required string Passed { get; init; }
    public required string NotPassed { get; init; }
    public required string Refused { get; init; }
    public required string FreePlay { get; init; }
    public required string NotCounted { get; init; }
    public required string Met { get; init; }
    public required string NotMet { get; init; }
    public required string Required { get; init; }
    public required string None { get; init; }
    public required string RefusedFiles { get; init; }
    public required string Reason { get; init; }
    public required string Remarks { get; init; }
    public required string Stuck { get; init; }
    public required string Situation { get; init; }
    public required string Copies { get; init; }
    public required string Changes { get; init; }
    public required string NoChanges { get; init; }
    public required string Before { get; init; }
    public required string Now { get; init; }
    public required string Grid { get; init; }
    public required string GridHint { get; init; }
    public required string ShareMet { get; init; }
    public required string Struggles { get; init; }
    public required string StrugglesHint { get; init; }
    public required string NobodyFailed { get; init; }
    public required string Hints { get; init; }
    public required string HintsHint { get; init; }
    public required string Hint { get; init; }
    public required string NoHints { get; init; }
    public required string Timeline { get; init; }
    public required string Evidence { get; init; }
    public required string Inputs { get; init; }
    public required string TimeUsed { get; init; }
    public required string WallTime { get; init; }
    public required string Seed { get; init; }
    public required string Alike { get; init; }
    public required string Filter { get; init; }
    public required string Sort { get; init; }
    public required string SkipToGrid { get; init; }
    public required string Contents { get; init; }
    public required string Scroll { get; init; }
    public required string PassedStudents { get; init; }
    public required string Details { get; init; }
    public required string SideBySide { get; init; }
    public required string TimelineFigure { get; init; }
    public required string Graded { get; init; }
    public required string Students { get; init; }
    public required string Spread { get; init; }
    public required string Typed { get; init; }

    public static ClassWords In(string language) => language == "ja" ? Japanese : English;

    /// <summary>The class in a line.</summary>
    public string Summary(int students, int files, int passed, int counted, int refused) => IsJapanese
        ? Invariant($"受講者 {students} 名、ファイル {files} 個: {counted} 件中 {passed} 件が合格、採点不可 {refused} 個")
        : Invariant($"students: {students}, files: {files}; passed: {passed} of {counted}, refused: {refused}");

    /// <summary>How long there was no progress.</summary>
    public string SinceProgress(int inputs) => IsJapanese
        ? Invariant($"最後に項目を達成してから入力 {inputs} 回")
        : Invariant($"{inputs} inputs since a criterion was last met");

    /// <summary>The same error again and again.</summary>
    public string SameError(int count, string error) => IsJapanese
        ? Invariant($"同じエラーが {count} 回: {error}")
        : Invariant($"the same error {count} times: {error}");

    /// <summary>So many points.</summary>
    public string PointsOf(int points) => IsJapanese ? Invariant($"{points} 点") : points == 1 ? "1 point" : Invariant($"{points} points");

    /// <summary>How many of how many.</summary>
    public string CountOf(int count, int of) => IsJapanese ? Invariant($"{of} 名中 {count} 名") : Invariant($"{count} of {of}");

    private bool IsJapanese => Language == "ja";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
