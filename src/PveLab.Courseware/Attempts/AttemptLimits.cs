namespace PveLab.Courseware.Attempts;

/// <summary>Bounds that keep one input from going on for ever. They are counted in the simulation's own measures, so a replay meets them alike.</summary>
public static class AttemptLimits
{
    /// <summary>Steps one line may take.</summary>
    public const int Steps = 2_000_000;

    /// <summary>Characters one line may print.</summary>
    public const long Output = 2 << 20;

    /// <summary>Virtual time one line may run.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(7);

    /// <summary>Virtual time that may be skipped at once.</summary>
    public static readonly TimeSpan Advance = TimeSpan.FromDays(400);

    /// <summary>Appointments on the agenda that may be kept while time is skipped.</summary>
    public const int Events = 2_000_000;

    /// <summary>Appointments kept in one pull while time is skipped.</summary>
    public const int EventsPerPull = 5_000;

    /// <summary>Virtual time a learner is taken to need for typing a line.</summary>
    public static readonly TimeSpan Think = TimeSpan.FromSeconds(2);

    /// <summary>Virtual time that passes in one pull at most: an interrupt must find a program where the learner saw it.</summary>
    public static readonly TimeSpan Pull = TimeSpan.FromSeconds(1);

    /// <summary>Characters of a saved file.</summary>
    public const int FileLength = 1 << 20;
}
