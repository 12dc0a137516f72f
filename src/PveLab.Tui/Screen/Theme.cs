using PveLab.Tui.Drawing;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;
using LessonInk = PveLab.Courseware.Lessons.TextStyle;
using Style = Terminal.Gui.Drawing.TextStyle;

namespace PveLab.Tui.Screen;

/// <summary>The colours of every ink. Without colours (NO_COLOR) only weight, underline and reverse tell things apart.</summary>
public sealed class Theme
{
    private const string Night = "#1b1f2a", Panel = "#2a3042", Snow = "#d8dee9", Grey = "#7f8aa3", Orange = "#e57000";
    private const string Green = "#8fbf6f", Red = "#e06c75", Blue = "#7aa2f7", Cyan = "#7dcfff", Yellow = "#e0af68", Violet = "#bb9af7";

    private readonly Dictionary<Ink, Attribute> inks = [];
    private readonly bool colours;

    private Theme(bool colours)
    {
        this.colours = colours;
        foreach (var ink in Enum.GetValues<Ink>()) inks[ink] = Own(ink);
        foreach (var style in Enum.GetValues<LessonInk>()) inks[Inks.Of(style)] = OfLesson(style);
    }

    /// <summary>Light text on a dark ground, with Proxmox's orange.</summary>
    public static Theme Dark { get; } = new(colours: true);

    /// <summary>The terminal's own two colours.</summary>
    public static Theme Plain { get; } = new(colours: false);

    /// <summary>The attribute of an ink.</summary>
    public Attribute this[Ink ink] => inks.TryGetValue(ink, out var attribute) ? attribute : inks[Ink.Text];

    private Attribute Own(Ink ink) => ink switch
    {
        Ink.Dim or Ink.Rule or Ink.Open => Make(Grey, Night, Style.Faint),
        Ink.Bar => Make(Snow, Panel, Style.Reverse),
        Ink.BarStrong => Make("#ffffff", Orange, Style.Bold | Style.Reverse),
        Ink.Key => Make(Orange, Panel, Style.Bold),
        Ink.KeyText => Make(Snow, Panel),
        Ink.Title => Make(Snow, Night, Style.Bold),
        Ink.TitleFocused => Make(Orange, Night, Style.Bold),
        Ink.Met or Ink.Progress => Make(Green, Night, Style.Bold),
        Ink.Error => Make(Red, Night),
        Ink.Prompt => Make(Green, Night, Style.Bold),
        Ink.Input => Make("#ffffff", Night),
        Ink.Selection => Make("#ffffff", "#44506e", Style.Reverse),
        Ink.Reversed => Make(Night, Snow, Style.Reverse),
        Ink.Notice => Make(Night, Yellow, Style.Reverse),
        _ => Make(Snow, Night),
    };

    private Attribute OfLesson(LessonInk style) => style switch
    {
        LessonInk.Heading1 => Make(Orange, Night, Style.Bold),
        LessonInk.Heading2 => Make(Yellow, Night, Style.Bold),
        LessonInk.Heading3 => Make(Blue, Night, Style.Bold),
        LessonInk.Strong or LessonInk.TableHeader => Make("#ffffff", Night, Style.Bold),
        LessonInk.Emphasis => Make(Snow, Night, Style.Italic),
        LessonInk.Strike => Make(Grey, Night, Style.Strikethrough),
        LessonInk.Mark => Make(Night, Yellow, Style.Reverse),
        LessonInk.Code => Make(Cyan, Night),
        LessonInk.Link => Make(Blue, Night, Style.Underline),
        LessonInk.Term => Make(Snow, Night, Style.Underline),
        LessonInk.TermCode => Make(Cyan, Night, Style.Underline),
        LessonInk.CommandArgument => Make("#ffffff", Night),
        LessonInk.CommandOption or LessonInk.CodeKey => Make(Cyan, Night),
        LessonInk.CodeString => Make(Yellow, Night),
        LessonInk.CodeError => Make(Red, Night),
        LessonInk.CheckboxOn or LessonInk.QuizRight => Make(Green, Night, Style.Bold),
        LessonInk.QuizWrong => Make(Red, Night),
        LessonInk.Quote or LessonInk.FigureCaption => Make(Snow, Night, Style.Italic),
        LessonInk.CommandLine => Make(Green, Night, Style.Bold),
        LessonInk.CodeText or LessonInk.Diagram => Make(Snow, Night),
        LessonInk.NoteTitle => Make(Blue, Night, Style.Bold),
        LessonInk.HintTitle => Make(Yellow, Night, Style.Bold),
        LessonInk.QuizTitle or LessonInk.QuizOption => Make(Violet, Night, style == LessonInk.QuizTitle ? Style.Bold : Style.None),
        LessonInk.ScenarioTitle => Make(Orange, Night, Style.Bold),
        LessonInk.QuoteBar or LessonInk.Rule or LessonInk.TableBorder or LessonInk.CodeComment or LessonInk.CodeBar or LessonInk.CommandPrompt
            or LessonInk.Marker or LessonInk.FigurePath or LessonInk.ContainerBar or LessonInk.Bullet or LessonInk.CheckboxOff => Make(Grey, Night),
        _ => Make(Snow, Night),
    };

    private Attribute Make(string foreground, string background, Style style = Style.None)
    {
        if (!colours) return new Attribute(Color.None, Color.None, style);
        var weight = style & ~(Style.Reverse | Style.Faint);
        return new Attribute(Color.Parse(foreground, null), Color.Parse(background, null), weight);
    }
}
