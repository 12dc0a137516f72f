using System.Globalization;

namespace PveLab.Courseware.Scenarios;

/// <summary>A content file (scenario, world, transcript, journal) that cannot be used, told as <c>file:line:column: what and what would be right</c>.</summary>
/// <param name="file">The file as the user named it.</param>
/// <param name="line">1-based; 0 when the whole file is meant.</param>
/// <param name="column">1-based; 0 when the whole line is meant.</param>
/// <param name="problem">What is wrong and what would be right.</param>
public sealed class ContentException(string file, long line, long column, string problem)
    : Exception(Place(file, line, column) + ": " + problem)
{
    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>1-based; 0 when the whole file is meant.</summary>
    public int Line { get; } = (int)line;

    /// <summary>1-based; 0 when the whole line is meant.</summary>
    public int Column { get; } = (int)column;

    /// <summary>What is wrong and what would be right.</summary>
    public string Problem { get; } = problem;

    private static string Place(string file, long line, long column) => (line, column) switch
    {
        (0, _) => file,
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}"),
    };
}
