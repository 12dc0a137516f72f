namespace PveLab.Tui.Lab;

/// <content>Sitting an exam: one task after the other on the same screen.</content>
public sealed partial class LabRuntime
{
    private readonly ExamSitting? exam;

    /// <summary>Real time passes in an exam. Returns whether that is all this beat is for: the minutes changed, or ran out.</summary>
    private bool PassExam(TimeSpan real)
    {
        if (exam!.Result is not null || !exam.Pass(real)) return false;
        if (exam.Left > TimeSpan.Zero)
        {
            Refresh();
            return !Attempt.IsRunning;
        }
        HandIn(all: true);
        Send(new LabMessage.Told(ExamTexts.In(Model.Language).TimeIsUp));
        return true;
    }

    private void HandIn(bool all)
    {
        exam!.HandIn(all);
        var over = exam.Result is not null;
        session = exam.Current;
        Model = Model with { Overlay = over ? Overlay.Grade : Overlay.None, OverlayTop = 0, LessonTop = 0, LessonLine = 0 };
        Turn(over ? screen : new AttemptScreen());
        Send(new LabMessage.LessonOpened(lessonIn(Model.Language)));
        var texts = ExamTexts.In(Model.Language);
        Send(new LabMessage.Told(over ? texts.Finished : texts.NextTask));
    }
}
