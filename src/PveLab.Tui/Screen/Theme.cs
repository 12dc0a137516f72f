using PveLab.Tui.Drawing;
using PveLab.Tui.Home;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;
using LessonInk = PveLab.Courseware.Lessons.TextStyle;
using Style = Terminal.Gui.Drawing.TextStyle;

namespace PveLab.Tui.Screen;

/// <summary>The colours of every ink. Without colours (NO_COLOR) only weight, underline and reverse tell things apart.</summary>
public sealed class Theme
{
    private readonly Dictionary<Ink, Attribute> inks = [];
    private readonly Palette? palette;

    private Theme(Palette? palette)
    {
        this.palette = palette;
        var colours = palette ?? Palette.Dark;
        foreach (var ink in Enum.GetValues<Ink>()) inks[ink] = Own(colours, ink);
        foreach (var style in Enum.GetValues<LessonInk>()) inks[Inks.Of(style)] = OfLesson(colours, style);
    }

    /// <summary>Light text on a dark ground, with Proxmox's orange.</summary>
    public static Theme Dark { get; } = new(Palette.Dark);

    /// <summary>Dark text on a light ground.</summary>
    public static Theme Light { get; } = new(Palette.Light);

    /// <summary>White and bright colours on black.</summary>
    public static Theme Contrast { get; } = new(Palette.Contrast);

    /// <summary>The terminal's own two colours.</summary>
    public static Theme Plain { get; } = new(palette: null);

    /// <summary>The theme of a name.</summary>
    public static Theme Named(ThemeName name) => name switch
    {
        ThemeName.Light => Light,
        ThemeName.Contrast => Contrast,
        ThemeName.Plain => Plain,
        _ => Dark,
    };

    /// <summary>The attribute of an ink.</summary>
    public Attribute this[Ink ink] => inks.TryGetValue(ink, out var attribute) ? attribute : inks[Ink.Text];

    private Attribute Own(Palette c, Ink ink) => ink switch
    {
        Ink.Dim or Ink.Rule or Ink.Open => Make(c.Faint, c.Ground, Style.Faint),
        Ink.Bar => Make(c.Text, c.Panel, Style.Reverse),
        Ink.BarStrong => Make(c.OnAccent, c.Accent, Style.Bold | Style.Reverse),
        Ink.Key => Make(c.Accent, c.Panel, Style.Bold),
        Ink.KeyText => Make(c.Text, c.Panel),
        Ink.Title => Make(c.Text, c.Ground, Style.Bold),
        Ink.TitleFocused => Make(c.Accent, c.Ground, Style.Bold),
        Ink.Met or Ink.Progress => Make(c.Green, c.Ground, Style.Bold),
        Ink.Error => Make(c.Red, c.Ground),
        Ink.Prompt => Make(c.Green, c.Ground, Style.Bold),
        Ink.Input => Make(c.Strong, c.Ground),
        Ink.Selection => Make(c.Strong, c.Selected, Style.Reverse),
        Ink.Reversed => Make(c.Ground, c.Text, Style.Reverse),
        Ink.Notice => Make(c.OnYellow, c.Yellow, Style.Reverse),
        Ink.Field => Make(c.Text, c.Panel, Style.Underline),
        Ink.FieldFocused => Make(c.Strong, c.Selected, Style.Underline | Style.Bold),
        Ink.FieldOff => Make(c.Faint, c.Ground, Style.Faint),
        Ink.Placeholder => Make(c.Faint, c.Panel, Style.Underline | Style.Faint),
        Ink.Button => Make(c.Text, c.Panel, Style.Bold),
        Ink.ButtonFocused => Make(c.OnAccent, c.Accent, Style.Bold | Style.Reverse),
        Ink.Shadow => Make(c.Faint, c.Ground, Style.Faint),
        _ => Make(c.Text, c.Ground),
    };

    private Attribute OfLesson(Palette c, LessonInk style) => style switch
    {
        LessonInk.Heading1 => Make(c.Accent, c.Ground, Style.Bold),
        LessonInk.Heading2 => Make(c.Yellow, c.Ground, Style.Bold),
        LessonInk.Heading3 => Make(c.Blue, c.Ground, Style.Bold),
        LessonInk.Strong or LessonInk.TableHeader => Make(c.Strong, c.Ground, Style.Bold),
        LessonInk.Emphasis => Make(c.Text, c.Ground, Style.Italic),
        LessonInk.Strike => Make(c.Faint, c.Ground, Style.Strikethrough),
        LessonInk.Mark => Make(c.OnYellow, c.Yellow, Style.Reverse),
        LessonInk.Code => Make(c.Cyan, c.Ground),
        LessonInk.Link => Make(c.Blue, c.Ground, Style.Underline),
        LessonInk.Term => Make(c.Text, c.Ground, Style.Underline),
        LessonInk.TermCode => Make(c.Cyan, c.Ground, Style.Underline),
        LessonInk.CommandArgument => Make(c.Strong, c.Ground),
        LessonInk.CommandOption or LessonInk.CodeKey => Make(c.Cyan, c.Ground),
        LessonInk.CodeString => Make(c.Yellow, c.Ground),
        LessonInk.CodeError => Make(c.Red, c.Ground),
        LessonInk.CheckboxOn or LessonInk.QuizRight => Make(c.Green, c.Ground, Style.Bold),
        LessonInk.QuizWrong => Make(c.Red, c.Ground),
        LessonInk.Quote or LessonInk.FigureCaption => Make(c.Text, c.Ground, Style.Italic),
        LessonInk.CommandLine => Make(c.Green, c.Ground, Style.Bold),
        LessonInk.CodeText or LessonInk.Diagram => Make(c.Text, c.Ground),
        LessonInk.NoteTitle => Make(c.Blue, c.Ground, Style.Bold),
        LessonInk.HintTitle => Make(c.Yellow, c.Ground, Style.Bold),
        LessonInk.QuizTitle or LessonInk.QuizOption => Make(c.Violet, c.Ground, style == LessonInk.QuizTitle ? Style.Bold : Style.None),
        LessonInk.ScenarioTitle => Make(c.Accent, c.Ground, Style.Bold),
        LessonInk.QuoteBar or LessonInk.Rule or LessonInk.TableBorder or LessonInk.CodeComment or LessonInk.CodeBar or LessonInk.CommandPrompt
            or LessonInk.Marker or LessonInk.FigurePath or LessonInk.ContainerBar or LessonInk.Bullet or LessonInk.CheckboxOff => Make(c.Faint, c.Ground),
        _ => Make(c.Text, c.Ground),
    };

    private Attribute Make(string foreground, string background, Style style = Style.None)
    {
        if (palette is null) return new Attribute(Color.None, Color.None, style);
        var weight = style & ~(Style.Reverse | Style.Faint);
        // A ground of its own shows a field's place better than a line under it.
        if (background == palette.Panel || background == palette.Selected) weight &= ~Style.Underline;
        return new Attribute(Color.Parse(foreground, null), Color.Parse(background, null), weight);
    }
}
