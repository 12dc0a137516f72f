using PveLab.Courseware.Attempts;
using PveLab.Shell.Editing;

namespace PveLab.Tui.Lab;

/// <content>Taking back and beginning anew.</content>
public sealed partial class LabRuntime
{
    /// <summary>Takes back the last step that changed something; what runs is part of it.</summary>
    private void TakeBack()
    {
        var (texts, before) = (SessionTexts.In(Model.Language), new AttemptScreen());
        if (session.TakeBack(before.See) is not { } step)
        {
            Send(new LabMessage.Told(Attempt.Mode == AttemptMode.Exam ? texts.NotInExam : texts.NothingToTakeBack));
            return;
        }
        Turn(before);
        Send(new LabMessage.Told(texts.TakenBack + texts.NameOf(step)));
    }

    /// <summary>Gives the attempt up for a new one.</summary>
    private void Restart()
    {
        if (Anew is null) return;
        session.Finish();
        session.Dispose();
        session = Anew();
        Turn(new AttemptScreen());
        Send(new LabMessage.Told(SessionTexts.In(Model.Language).BegunAnew));
    }

    /// <summary>The learner left the shell itself: the attempt is over, and there is nothing to go on with.</summary>
    private void Leave()
    {
        if (exam is { Result: null })
        {
            HandIn(all: false);
            return;
        }
        session.Finish();
        Left = true;
    }

    /// <summary>Shows another past.</summary>
    private void Turn(AttemptScreen past)
    {
        typedAhead.Clear();
        screen = past;
        Model = Model with { Output = past.Lines, Input = LineEditor.Empty, ShellBack = 0, Attempt = Model.Attempt with { Screen = past.Painted } };
        Begin();
    }
}
