namespace PveLab.Courseware.Classes;

/// <summary>
/// How much an attempt may ask of whoever grades it. All is counted in the attempt's own measures, so the same file is refused or graded alike on
/// every machine; the limits of a single line (<see cref="Attempts.AttemptLimits"/>) hold besides.
/// </summary>
public sealed record GradingLimits
{
    /// <summary>Inputs.</summary>
    public int Inputs { get; init; } = 20_000;

    /// <summary>Steps of all its programs together: ten times the longest honest attempt, which waits out weeks second by second.</summary>
    public long Steps { get; init; } = 5_000_000;

    /// <summary>Characters that its programs print altogether.</summary>
    public long Output { get; init; } = 64 << 20;

    /// <summary>Characters of the files it saves altogether.</summary>
    public long Saved { get; init; } = 16 << 20;

    /// <summary>Virtual time that is skipped altogether.</summary>
    public TimeSpan Skipped { get; init; } = TimeSpan.FromDays(800);
}
