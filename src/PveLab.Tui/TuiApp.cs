namespace PveLab.Tui;

/// <summary>What the trainer is opened with.</summary>
public sealed record TuiOptions
{
    /// <summary>A Markdown file to open instead of the course; null for the course.</summary>
    public string? Lesson { get; init; }

    /// <summary><c>ja</c> or <c>en</c>.</summary>
    public required string Language { get; init; }
}

/// <summary>The trainer in the terminal.</summary>
public static class TuiApp
{
    /// <summary>Opens it and returns the exit code when it is closed.</summary>
    public static int Run(TuiOptions options)
    {
        Console.Error.WriteLine($"The trainer ({options.Language}) is not here yet; use 'pvelab shell ch08-restore-test'.");
        return 2;
    }
}
