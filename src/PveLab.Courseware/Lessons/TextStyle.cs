namespace PveLab.Courseware.Lessons;

/// <summary>What a piece of lesson text means to the eye; a face maps each token to its colours. The innermost meaning wins.</summary>
public enum TextStyle
{
    Text,
    Heading1,
    Heading2,
    Heading3,
    Strong,
    Emphasis,
    Strike,
    Mark,
    Code,
    Link,
    Bullet,
    CheckboxOn,
    CheckboxOff,
    Quote,
    QuoteBar,
    Rule,
    TableHeader,
    TableBorder,
    /// <summary>A line of a code block that is not a command: output, a file's text.</summary>
    CodeText,
    CodeComment,
    CodeBar,
    CommandPrompt,
    /// <summary>A command that can be sent to the shell.</summary>
    CommandLine,
    /// <summary>The sign that a line was clipped or goes on.</summary>
    Marker,
    Diagram,
    FigureCaption,
    FigurePath,
    NoteTitle,
    HintTitle,
    QuizTitle,
    QuizOption,
    QuizRight,
    QuizWrong,
    ScenarioTitle,
    /// <summary>The bar at the left of a note, hint, quiz or scenario.</summary>
    ContainerBar,

    /// <summary>What a command is given: names, numbers, paths.</summary>
    CommandArgument,

    /// <summary>An option of a command (<c>--storage</c>).</summary>
    CommandOption,

    /// <summary>A quoted text in code.</summary>
    CodeString,

    /// <summary>A key of a configuration file (<c>schedule:</c>).</summary>
    CodeKey,

    /// <summary>A line of a log that tells of an error.</summary>
    CodeError,

    /// <summary>A term the glossary explains.</summary>
    Term,

    /// <summary>A term written as code.</summary>
    TermCode,
}
