using PveLab.Courseware.Attempts;
using PveLab.Tui.Previews;

namespace PveLab.Tui.Lab;

/// <content>A lab on content that its author is writing.</content>
public sealed partial class LabRuntime
{
    /// <summary>Reads the content again when it was saved; null in a lab on content that stays. Disposed by whoever made it.</summary>
    public Preview? Preview { get; init; }

    /// <summary>Takes what was saved: the new content with everything done so far, or what is wrong with it over what could be played last.</summary>
    private bool ReadAgain(TimeSpan real)
    {
        if (Preview?.Take(real, Attempt, Model.Language) is not { } read) return false;
        var texts = PreviewTexts.In(Model.Language);
        var told = texts.Stays;
        if (read.Attempt is { } attempt)
        {
            if (read.Lesson is not null) told = attempt.Entries.Count < Attempt.Entries.Count ? texts.BegunAnew : texts.ReadAgain;
            session.Dispose();
            session = new AttemptSession(attempt);
            Turn(read.Screen);
        }
        if (read.Lesson is { } lesson) Send(new LabMessage.LessonOpened(lesson));
        Send(new LabMessage.ContentRead(read.Complaints));
        Send(new LabMessage.Told(told));
        return true;
    }
}
