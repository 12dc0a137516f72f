using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// An attempt with its past: what is done is written to a journal, can be taken back, and can be gone on with after the program was killed.
/// A face shows nothing before it has called <see cref="Acknowledge"/>: then all that ever stood on the screen can be shown again.
/// </summary>
public sealed class AttemptSession : IDisposable
{
    private readonly Rewinding past = new();
    private readonly Action<JournalPlace>? mark;
    private readonly Action<AttemptSession>? close;
    private JournalPlace? marked;
    private int number;

    /// <summary>Begins the past of an attempt that has none yet.</summary>
    /// <param name="attempt">The attempt; disposed with this.</param>
    /// <param name="journal">Where its inputs are kept, closed with this; null keeps them in memory only.</param>
    /// <param name="mark">Keeps the place up to which everything was shown.</param>
    /// <param name="close">Called when all is closed.</param>
    public AttemptSession(Attempt attempt, JournalWriter? journal = null, Action<JournalPlace>? mark = null, Action<AttemptSession>? close = null)
    {
        (Attempt, Journal, this.mark, this.close) = (attempt, journal, mark, close);
        Listen();
    }

    /// <summary>The attempt; another object after something was taken back.</summary>
    public Attempt Attempt { get; private set; }

    /// <summary>Where its inputs are kept.</summary>
    public JournalWriter? Journal { get; }

    /// <summary>The journal's file, null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>How often something was taken back.</summary>
    public int Rewinds { get; private set; }

    /// <summary>Whether it is over (<see cref="Finish"/>).</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Whether nothing was ever done in it.</summary>
    public bool IsEmpty => number == 0;

    /// <summary>Everything pulled so far is about to be shown: from now on it is not lost, whatever happens to the program.</summary>
    public void Acknowledge()
    {
        if (mark is null || Journal is not { IsBroken: false }) return;
        var place = new JournalPlace(Journal.Count, Attempt.StepsSinceInput, Journal.LastHash);
        if (place == marked) return;
        mark(place);
        marked = place;
    }

    /// <summary>
    /// Takes back the last step that changed something, with whatever was only looked at after it, and goes on from before it. The journal keeps
    /// both the step and that it was taken back. What a hint cost stays paid.
    /// </summary>
    /// <param name="seen">Called with the attempt and every moment of what is left, to show the screen anew.</param>
    /// <returns>What was taken back; null when there is nothing to, or in an exam.</returns>
    public AttemptStep? TakeBack(Action<Attempt, Moment>? seen = null)
    {
        if (Attempt.Mode == AttemptMode.Exam || IsFinished || Attempt.LastChange is not { } step) return null;
        var line = new JournalLine(number + 1, new Entry(0, new Input.Rewind(step.Entry == 0 ? 0 : past.Left[step.Entry - 1].Number)), null);
        past.Add(line);
        var next = new Attempt(Attempt.Folder, Attempt.Seed, Attempt.Dialect, Attempt.Exam) { Mode = Attempt.Mode, Failed = Attempt.Failed };
        foreach (var moment in Replay.Moments(next, past.Left, Path ?? Attempt.Folder.Id)) seen?.Invoke(next, moment);
        Write(line.Entry);
        Rewinds++;
        Attempt.Dispose();
        Attempt = next;
        Listen();
        return step;
    }

    /// <summary>Ends the attempt for good: it was handed in, left, or given up for a new one.</summary>
    public void Finish()
    {
        if (IsFinished) return;
        Write(new Entry(0, new Input.Finished()));
        IsFinished = true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Attempt.Recorded = null;
        Attempt.Dispose();
        Journal?.Dispose();
        close?.Invoke(this);
    }

    /// <summary>Goes on with an attempt that was broken off.</summary>
    /// <param name="journal">What was done.</param>
    /// <param name="folder">Its scenario.</param>
    /// <param name="file">The journal's name in errors.</param>
    /// <param name="place">Up to where it was shown.</param>
    /// <param name="open">Opens the session that goes on, once all fits.</param>
    /// <param name="seen">Called with the attempt and every moment up to where it was shown.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">The attempt is over, or its journal does not fit.</exception>
    internal static AttemptSession Resume(
        Journal journal, ScenarioFolder folder, string file, JournalPlace? place, Func<Attempt, AttemptSession> open,
        Action<Attempt, Moment>? seen = null, Action<Exception>? failed = null)
    {
        if (journal.IsFinished) throw new ContentException(file, journal.History.Length + 1, 1, "this attempt is over; replay shows it");
        var attempt = Replay.Begin(journal, folder, file, failed);
        try
        {
            foreach (var moment in Replay.Moments(attempt, journal, file, StepsShown(journal, place))) seen?.Invoke(attempt, moment);
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
        var session = open(attempt);
        foreach (var line in journal.History) session.Remember(line);
        return session;
    }

    /// <summary>After a rewind everything has run to its end; else what follows the last entry was shown as far as the place tells.</summary>
    private static int? StepsShown(Journal journal, JournalPlace? place) =>
        journal.History is [.., { Entry.Input: Input.Rewind }] ? null : place is { } at && at.Entry == journal.History.Length && at.Hash == journal.LastHash ? at.Steps : 0;

    private void Remember(JournalLine line)
    {
        past.Add(line);
        number = line.Number;
        if (line.Entry.Input is Input.Rewind) Rewinds++;
    }

    private void Listen() => Attempt.Recorded = entry =>
    {
        past.Add(new JournalLine(number + 1, entry, null));
        Write(entry);
    };

    private void Write(Entry entry)
    {
        number++;
        Journal?.Append(entry);
    }
}
