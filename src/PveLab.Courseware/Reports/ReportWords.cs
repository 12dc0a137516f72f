using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Reports;

/// <summary>The words of a report that no scenario brings along.</summary>
internal sealed record ReportWords
{
    private static readonly ReportWords Japanese = new()
    {
        Language = "ja",
        Passed = "合格",
        NotPassed = "不合格",
        FreePlay = "自由演習（採点なし）",
        Points = "点",
        Of = "/",
        Required = "必須",
        Met = "済",
        Missed = "未",
        Measured = "計測",
        RestoreTime = "リストア時間",
        RecoveryTime = "復旧時間（リストア開始から最初のログインまで）",
        RecoveryPoint = "復旧時点の古さ（リストア開始時のデータの経過時間）",
        DownTime = "最も長い停止時間（どのノードでも動いていなかった時間）",
        DataLost = "失われたデータ（復旧後の最新の行から停止までの時間）",
        TimeUsed = "使った仮想時間",
        TimeLimit = "制限時間",
        Hints = "ヒント",
        Timeline = "経過",
        ReadAgain = "もう一度読むところ",
        Task = "タスク",
        Log = "ログ",
    };

    private static readonly ReportWords English = new()
    {
        Language = "en",
        Passed = "PASSED",
        NotPassed = "NOT PASSED",
        FreePlay = "free play (nothing is graded)",
        Points = "points",
        Of = "of",
        Required = "required",
        Met = "ok",
        Missed = "--",
        Measured = "Measured",
        RestoreTime = "restore time",
        RecoveryTime = "recovery time (restore begun to first login)",
        RecoveryPoint = "recovery point (age of the data when the restore began)",
        DownTime = "longest outage (it ran on no node)",
        DataLost = "data lost (newest row that came back, to the failure)",
        TimeUsed = "virtual time used",
        TimeLimit = "time limit",
        Hints = "hints",
        Timeline = "Timeline",
        ReadAgain = "Read again",
        Task = "task",
        Log = "log",
    };

    public required string Language { get; init; }
    public required string Passed { get; init; }
    public required string NotPassed { get; init; }
    public required string FreePlay { get; init; }
    public required string Points { get; init; }
    public required string Of { get; init; }
    public required string Required { get; init; }
    public required string Met { get; init; }
    public required string Missed { get; init; }
    public required string Measured { get; init; }
    public required string RestoreTime { get; init; }
    public required string RecoveryTime { get; init; }
    public required string RecoveryPoint { get; init; }
    public required string DownTime { get; init; }
    public required string DataLost { get; init; }
    public required string TimeUsed { get; init; }
    public required string TimeLimit { get; init; }
    public required string Hints { get; init; }
    public required string Timeline { get; init; }
    public required string ReadAgain { get; init; }
    public required string Task { get; init; }
    public required string Log { get; init; }

    public static ReportWords In(string language) => language == "ja" ? Japanese : English;

    /// <summary>How long something took.</summary>
    public string Duration(TimeSpan time) => Durations.In(Language, time);
}
