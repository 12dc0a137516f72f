using System.Globalization;

namespace PveLab.Courseware.Reports;

/// <summary>What an attempt measured, by name and value.</summary>
internal static class MeasureLines
{
    /// <summary>Its lines, the recovery first, then the time and the hints that were used.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Report report, string language)
    {
        var (words, grade) = (ReportWords.In(language), report.Grade);
        (string Name, TimeSpan? Time)[] times =
        [
            (words.RestoreTime, grade.Measures?.RestoreTime),
            (words.RecoveryTime, grade.Measures?.RecoveryTime),
            (words.RecoveryPoint, grade.Measures?.RecoveryPoint),
            (words.DownTime, grade.Measures?.DownTime),
            (words.DataLost, grade.Measures?.DataLost),
            (words.TimeUsed, grade.TimeUsed),
            (words.TimeLimit, grade.TimeLimit),
        ];
        List<(string, string)> lines = [.. times.Where(t => t.Time is not null).Select(t => (t.Name, words.Duration(t.Time!.Value)))];
        if (grade.HintCost > 0) lines.Add((words.Hints, string.Create(CultureInfo.InvariantCulture, $"-{grade.HintCost} {words.Points}")));
        return lines;
    }
}
