using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>Lives through recorded inputs again: undo, saved games and an instructor's check are all this.</summary>
public static class Replay
{
    /// <summary>The attempt that a journal tells, run until nothing moves.</summary>
    /// <exception cref="ContentException">The journal belongs to other content, or the scenario is not usable.</exception>
    public static Attempt Of(Journal journal, ScenarioFolder folder, string file, Action<Output>? shown = null)
    {
        if (journal.Header.Content != folder.ContentHash)
            throw new ContentException(file, 1, 1, $"made with another version of scenario '{folder.Id}': its content has changed since");
        return Of(folder, journal.Header.Seed, journal.Header.Dialect, journal.Entries, file, shown);
    }

    /// <summary>The attempt that these inputs make, run until nothing moves.</summary>
    public static Attempt Of(
        ScenarioFolder folder, ulong seed, Sim.Cluster.Dialect dialect, IEnumerable<Entry> entries, string file, Action<Output>? shown = null)
    {
        var attempt = new Attempt(folder, seed, dialect);
        var number = 1;
        foreach (var entry in entries)
        {
            number++;
            try
            {
                while (attempt.StepsSinceInput < entry.Steps) Step(attempt, shown);
                attempt.Submit(entry.Input);
            }
            catch (InvalidOperationException)
            {
                attempt.Dispose();
                throw new ContentException(file, number, 1, "this input does not fit: the attempt never came to a point where it could be given");
            }
            catch (Exception error) when (error is Sim.PveException or Sim.Files.FileException)
            {
                // The learner met the same refusal; the attempt goes on as it did then.
            }
        }
        while (attempt.IsRunning) shown?.Invoke(attempt.Pull());
        return attempt;
    }

    private static void Step(Attempt attempt, Action<Output>? shown)
    {
        if (!attempt.IsRunning) throw new InvalidOperationException("Nothing runs.");
        var output = attempt.Pull();
        shown?.Invoke(output);
    }
}
