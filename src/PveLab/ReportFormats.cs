using PveLab.Courseware.Reports;

namespace PveLab;

/// <summary>Writes a report in the format asked for.</summary>
internal static class ReportFormats
{
    public static string Write(Report report, string format, string language) => format switch
    {
        "json" => JsonReport.Write(report, language),
        "junit" => JUnitReport.Write(report, language),
        _ => TextReport.Write(report, language),
    };

    /// <summary>Free play is passed by having been there.</summary>
    public static int ExitCodeOf(Report report) => report.Grade.Passed ? ExitCode.Passed : ExitCode.NotPassed;
}
