using System.Globalization;
using PveLab.Courseware.Assessment;

namespace PveLab.Courseware.Reports;

/// <summary>Where an attempt parted from the nearest golden transcript, in words.</summary>
internal static class PartingLines
{
    /// <summary>A heading and what stands below it; nothing when nothing is missing, or nobody looked.</summary>
    public static IReadOnlyList<string> Of(Report report, string language)
    {
        if (report.Parting is not { } parting) return [];
        var words = WayTexts.Shipped;
        List<string> lines =
        [
            string.Format(CultureInfo.InvariantCulture, words.Title.In(language), parting.Golden, parting.Alike, parting.Steps),
            $"{words.Missing.In(language)}: {parting.Missing.In(language)}",
        ];
        if (parting.Instead is { } instead) lines.Add($"{words.Instead.In(language)}: {instead}");
        if (parting.Line is { } line) lines.Add($"{words.Line.In(language)}: {line.Split('\n')[0]}");
        return lines;
    }
}
