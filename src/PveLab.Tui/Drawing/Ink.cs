using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Drawing;

/// <summary>What a piece of text on the screen means; the theme gives it its colours. Lesson styles follow from <see cref="Lesson"/> on.</summary>
public enum Ink
{
    /// <summary>Ordinary text.</summary>
    Text,

    /// <summary>Less important text.</summary>
    Dim,

    /// <summary>The bar along the top.</summary>
    Bar,

    /// <summary>The important words of the bar.</summary>
    BarStrong,

    /// <summary>A key in the key bar.</summary>
    Key,

    /// <summary>What a key does.</summary>
    KeyText,

    /// <summary>Lines between panes.</summary>
    Rule,

    /// <summary>Title of a pane.</summary>
    Title,

    /// <summary>Title of the pane that has the keys.</summary>
    TitleFocused,

    /// <summary>A criterion that holds.</summary>
    Met,

    /// <summary>A criterion not met yet.</summary>
    Open,

    /// <summary>Text of standard error.</summary>
    Error,

    /// <summary>The shell's prompt.</summary>
    Prompt,

    /// <summary>What a full-screen program shows in reverse video.</summary>
    Reversed,

    /// <summary>What the learner types.</summary>
    Input,

    /// <summary>The chosen line of the lesson.</summary>
    Selection,

    /// <summary>The filled part of a progress bar.</summary>
    Progress,

    /// <summary>A short message to the learner.</summary>
    Notice,

    /// <summary>What can be entered in a form.</summary>
    Field,

    /// <summary>The field that has the keys.</summary>
    FieldFocused,

    /// <summary>A field that cannot be changed.</summary>
    FieldOff,

    /// <summary>What stands in an empty field until something is entered.</summary>
    Placeholder,

    /// <summary>A button, a tab.</summary>
    Button,

    /// <summary>The button or tab that has the keys.</summary>
    ButtonFocused,

    /// <summary>What lies in the shadow of a form.</summary>
    Shadow,

    /// <summary>The first lesson style; see <see cref="Inks.Of"/>.</summary>
    Lesson = 100,
}

/// <summary>Lesson styles as inks.</summary>
public static class Inks
{
    /// <summary>The ink of a lesson's text style.</summary>
    public static Ink Of(TextStyle style) => Ink.Lesson + (int)style;

    /// <summary>The lesson style behind an ink, null for the interface's own inks.</summary>
    public static TextStyle? LessonStyle(Ink ink) => ink >= Ink.Lesson ? (TextStyle)(ink - Ink.Lesson) : null;
}
