using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>Lives through recorded inputs again: undo, saved games and an instructor's check are all this.</summary>
public static class Replay
{
    /// <summary>The attempt that a journal tells, run until nothing moves.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="folder">Its scenario.</param>
    /// <param name="file">The journal's name in errors.</param>
    /// <param name="shown">Called with every output.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged (<see cref="Attempt.Failed"/>).</param>
    /// <exception cref="ContentException">The journal belongs to other content, or the scenario is not usable.</exception>
    public static Attempt Of(Journal journal, ScenarioFolder folder, string file, Action<Output>? shown = null, Action<Exception>? failed = null)
    {
        if (journal.Header.Content != folder.ContentHash)
            throw new ContentException(file, 1, 1, $"made with another version of scenario '{folder.Id}': its content has changed since");
        return Of(new Attempt(folder, journal.Header.Seed, journal.Header.Dialect, journal.Header.Exam) { Failed = failed }, journal.Entries, file, shown);
    }

    /// <summary>The attempt that these inputs make, run until nothing moves.</summary>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public static Attempt Of(
        ScenarioFolder folder, ulong seed, Sim.Cluster.Dialect dialect, IEnumerable<Entry> entries, string file, Action<Output>? shown = null, Action<Exception>? failed = null) =>
        Of(new Attempt(folder, seed, dialect) { Failed = failed }, entries, file, shown);

    private static Attempt Of(Attempt attempt, IEnumerable<Entry> entries, string file, Action<Output>? shown)
    {
        try
        {
            var number = 1;
            foreach (var entry in entries) Repeat(attempt, entry, file, ++number, shown);
            while (attempt.IsRunning) Step(attempt, shown);
            return attempt;
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private static void Repeat(Attempt attempt, Entry entry, string file, int number, Action<Output>? shown)
    {
        while (attempt.StepsSinceInput < entry.Steps && attempt.IsRunning) Step(attempt, shown);
        try
        {
            if (attempt.StepsSinceInput < entry.Steps) throw new InputRefusedException("Nothing runs.");
            attempt.Submit(entry.Input);
        }
        catch (InputRefusedException)
        {
            throw new ContentException(file, number, 1, "this input does not fit: the attempt never came to a point where it could be given");
        }
        catch (Exception error) when (error is Sim.PveException or Sim.Files.FileException)
        {
            // Only a view's call or a saved file is refused so; the learner met the same refusal, and the attempt goes on as it did then.
        }
    }

    private static void Step(Attempt attempt, Action<Output>? shown)
    {
        var output = attempt.Pull();
        shown?.Invoke(output);
    }
}
