using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>That an attempt is a task of an exam: enough to draw the exam again and to grade it from its journals.</summary>
/// <param name="Chapter">The chapters it was drawn from.</param>
/// <param name="Seed">What it was drawn with.</param>
/// <param name="Minutes">Minutes it was to take.</param>
/// <param name="Task">Which task it is, from 1.</param>
public sealed record ExamSeat(string Chapter, ulong Seed, int Minutes, int Task)
{
    /// <summary>What the exam added to the scenario, by id; null for nothing.</summary>
    public string? Twist { get; init; }

    /// <summary>What it added, as the scenario tells it.</summary>
    /// <exception cref="ContentException">The scenario has no such twist.</exception>
    internal Twist? TwistOf(Scenario scenario, string file)
    {
        if (Twist is null) return null;
        var known = scenario.Exam?.Twists ?? [];
        return known.Find(t => t.Id == Twist)
            ?? throw new ContentException(file, 0, 0, $"no twist is called '{Twist}'; {NearestNames.Advice(Twist, known.Select(t => t.Id))}");
    }
}
