using PveLab.Tui.Drawing;
using PveLab.Tui.Views;

namespace PveLab.Tui.Lab;

/// <summary>
/// Stands in for a lab while it is being built beside the screen: shows that, and hands over what was typed meanwhile. Used by one thread;
/// the lab belongs to it once it was entered.
/// </summary>
/// <param name="open">Builds the lab.</param>
/// <param name="language">Whose words are shown until then.</param>
public sealed class LabEntrance(Func<LabRuntime> open, Language language)
{
    private readonly List<LabMessage> waiting = [];
    private Task<LabRuntime>? opening;
    private (int Width, int Height) size;

    /// <summary>The lab, null while it is being built.</summary>
    public LabRuntime? Lab { get; private set; }

    /// <summary>Has the lab built when it is first asked, and enters as soon as it stands. Returns whether that is now.</summary>
    /// <exception cref="Exception">What kept the lab from being built.</exception>
    public bool TryEnter()
    {
        if (Lab is not null) return false;
        opening ??= Task.Run(open);
        if (!opening.IsCompleted) return false;
        Lab = opening.GetAwaiter().GetResult();
        foreach (var message in waiting) Lab.Send(message);
        waiting.Clear();
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
}
