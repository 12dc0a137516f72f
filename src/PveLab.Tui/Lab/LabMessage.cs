using PveLab.Shell.Editing;

namespace PveLab.Tui.Lab;

/// <summary>Something that reached the lab: from the learner, the terminal or the attempt.</summary>
public abstract record LabMessage
{
    private LabMessage()
    {
    }

    /// <summary>A key, named as the shell names it (<c>Enter</c>, <c>CursorUp</c>, <c>Ctrl+C</c>); <paramref name="Text"/> is what it types, if anything.</summary>
    public sealed record KeyPressed(string Key, string? Text = null) : LabMessage;

    /// <summary>Text pasted into the terminal.</summary>
    public sealed record Pasted(string Text) : LabMessage;

    /// <summary>The left button was pressed on a cell.</summary>
    public sealed record Clicked(int Column, int Row) : LabMessage;

    /// <summary>The wheel was turned over a cell; positive is down.</summary>
    public sealed record Wheeled(int Column, int Row, int Lines) : LabMessage;

    /// <summary>The divider was dragged to a column.</summary>
    public sealed record Dragged(int Column) : LabMessage;

    /// <summary>The terminal has another size.</summary>
    public sealed record Resized(int Width, int Height) : LabMessage;

    /// <summary>The attempt went on.</summary>
    public sealed record AttemptMoved(AttemptState State) : LabMessage;

    /// <summary>The line being typed was completed.</summary>
    public sealed record Completed(LineEditor Input) : LabMessage;

    /// <summary>A chapter was read, or the same one in another language; it begins at a line of its file, if one was asked for.</summary>
    public sealed record LessonOpened(Courseware.Lessons.Lesson Lesson, int? SourceLine = null) : LabMessage;

    /// <summary>The chapters of the course in the language of the screen.</summary>
    public sealed record ChaptersFound(IReadOnlyList<(string Id, string Title)> Chapters) : LabMessage;

    /// <summary>The settings were changed outside the lab.</summary>
    public sealed record Set(Home.Settings Settings) : LabMessage;

    /// <summary>The API answered what the manager asked.</summary>
    public sealed record ManagerRead(Manager.ManagerReading Reading) : LabMessage;

    /// <summary>The calls of a button or dialog were made.</summary>
    /// <param name="Answer">What the last one answered.</param>
    /// <param name="Refusal">Why the first of those was refused that were, null when none was.</param>
    public sealed record ApiAnswered(System.Text.Json.Nodes.JsonNode? Answer, Sim.PveException? Refusal) : LabMessage;

    /// <summary>The content that an author is writing was read again: what is wrong with it.</summary>
    public sealed record ContentRead(IReadOnlyList<Previews.Complaint> Complaints) : LabMessage;

    /// <summary>Tell the learner something.</summary>
    public sealed record Told(string Text) : LabMessage;
}

/// <summary>Something the lab wants done outside the model.</summary>
public abstract record LabEffect
{
    private LabEffect()
    {
    }

    /// <summary>Give the shell, or the program that asks, a line.</summary>
    public sealed record Submit(string Line) : LabEffect;

    /// <summary>Give the program that asks a key.</summary>
    public sealed record Press(string Key) : LabEffect;

    /// <summary>Complete the line being typed.</summary>
    public sealed record Complete(LineEditor Input) : LabEffect;

    /// <summary>Let virtual time go on to the next thing planned.</summary>
    public sealed record Skip : LabEffect;

    /// <summary>Make calls of the API, one after the other.</summary>
    public sealed record CallApi(System.Collections.Immutable.ImmutableArray<Manager.ApiWrite> Writes) : LabEffect;

    /// <summary>Go to the shell of a node, and give it a line if there is one.</summary>
    public sealed record GoToShell(string Node, string? Line) : LabEffect;

    /// <summary>Go to the shell of the next node.</summary>
    public sealed record OpenNode : LabEffect;

    /// <summary>Answer a quiz of the lesson.</summary>
    public sealed record AnswerQuiz(string Quiz, int Option) : LabEffect;

    /// <summary>Buy the next hint.</summary>
    public sealed record BuyHint : LabEffect;

    /// <summary>Read lesson and scenario in another language.</summary>
    public sealed record Speak(Language Language) : LabEffect;

    /// <summary>Read another chapter of the course, from a heading or a line of its file on; else from where the learner left it.</summary>
    public sealed record OpenChapter(string Chapter, string? Anchor = null, int? SourceLine = null) : LabEffect;

    /// <summary>Show the home screen, with a scenario chosen there if one is named.</summary>
    public sealed record GoHome(string? Scenario) : LabEffect;

    /// <summary>Look at the attempt again: something is shown that was not looked at before.</summary>
    public sealed record Look : LabEffect;

    /// <summary>Hand the exam's task in, or all that are left.</summary>
    public sealed record HandIn(bool All) : LabEffect;

    /// <summary>Take back the last step that changed something.</summary>
    public sealed record TakeBack : LabEffect;

    /// <summary>Give this attempt up and begin the exercise anew.</summary>
    public sealed record Restart : LabEffect;

    /// <summary>Read what the coach points to, in whatever chapter it stands.</summary>
    public sealed record ReadAt(string Anchor) : LabEffect;

    /// <summary>Leave.</summary>
    public sealed record Quit : LabEffect;
}
