using System.Globalization;

namespace PveLab.Courseware.Reports;

/// <summary>What an attempt measured, by name and value.</summary>
internal static class MeasureLines
{
    /// <summary>Its lines, the recovery first, then the time and the hints that were used.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Report report, string language)
    {
        var (words, grade) = (ReportWords.In(language), report.Grade);
        List<(string, string)> lines = [.. OfRecovery(report, language), .. Known(words, (words.TimeUsed, grade.TimeUsed), (words.TimeLimit, grade.TimeLimit))];
        if (grade.HintCost > 0) lines.Add((words.Hints, string.Create(CultureInfo.InvariantCulture, $"-{grade.HintCost} {words.Points}")));
        return lines;
    }

    /// <summary>What was measured about the guest's recovery.</summary>
    public static IReadOnlyList<(string Name, string Value)> OfRecovery(Report report, string language)
    {
        var (words, measures) = (ReportWords.In(language), report.Grade.Measures);
        return
        [
            .. Known(
                words,
                (words.RestoreTime, measures?.RestoreTime),
                (words.RecoveryTime, measures?.RecoveryTime),
                (words.RecoveryPoint, measures?.RecoveryPoint),
                (words.DownTime, measures?.DownTime),
                (words.DataLost, measures?.DataLost)),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Known(ReportWords words, params IEnumerable<(string Name, TimeSpan? Time)> times) =>
        times.Where(t => t.Time is not null).Select(t => (t.Name, words.Duration(t.Time!.Value)));
}
