using PveLab.Tui.Drawing;
using PveLab.Tui.Views;

namespace PveLab.Tui.Lab;

/// <summary>
/// Stands in for a lab while it is being built beside the screen: shows that, and hands over what was typed meanwhile. When the learner
/// wants another exercise, its lab is built the same way. Used by one thread; a lab belongs to it once it was entered.
/// </summary>
/// <param name="open">Builds the lab of a scenario (null: the one the program was started for) in a language.</param>
/// <param name="language">Whose words are shown until then.</param>
/// <param name="exercises">Finds what else can be opened; run beside the screen, once.</param>
public sealed class LabEntrance(Func<string?, Language, LabRuntime> open, Language language, Func<IReadOnlyList<Exercise>>? exercises = null) : IDisposable
{
    private readonly List<LabMessage> waiting = [];
    private Task<LabRuntime>? opening;
    private Task<IReadOnlyList<Exercise>>? listing;
    private (int Width, int Height) size;

    /// <summary>The lab, null while it is being built.</summary>
    public LabRuntime? Lab { get; private set; }

    /// <summary>Has the lab built when it is first asked, and enters as soon as it stands. Returns whether the screen changed by that now.</summary>
    /// <exception cref="Exception">What kept the lab from being built.</exception>
    public bool TryEnter()
    {
        if (Lab is { Wanted: { } next }) return Leave(next);
        if (Lab is not null) return TellExercises();
        opening ??= Task.Run(() => open(null, language));
        if (!opening.IsCompleted) return false;
        Lab = opening.GetAwaiter().GetResult();
        foreach (var message in waiting) Lab.Send(message);
        waiting.Clear();
        listing ??= exercises is null ? null : Task.Run(exercises);
        return true;
    }

    /// <summary>Sends a message to the lab, now or when it stands.</summary>
    public void Send(LabMessage message)
    {
        if (message is LabMessage.Resized resized) size = (resized.Width, resized.Height);
        if (Lab is null) waiting.Add(message);
        else Lab.Send(message);
    }

    /// <summary>The screen.</summary>
    public Frame Draw() => Lab?.Draw() ?? OpeningView.Draw(size.Width, size.Height, language);

    /// <inheritdoc />
    public void Dispose() => Lab?.Dispose();

    private bool Leave(string next)
    {
        language = Lab!.Model.Language;
        Lab.Dispose();
        Lab = null;
        waiting.Add(new LabMessage.Resized(size.Width, size.Height));
        opening = Task.Run(() => open(next, language));
        return true;
    }

    private bool TellExercises()
    {
        if (Lab!.Model.Exercises.Count > 0 || listing is not { IsCompletedSuccessfully: true }) return false;
        Lab.Send(new LabMessage.ExercisesFound(listing.Result));
        return Lab.Model.Overlay == Overlay.Exercises;
    }
}
