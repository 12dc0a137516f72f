using System.Collections.Immutable;
using System.Globalization;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>A box that is ticked or not.</summary>
public sealed record CheckField : FormField
{
    /// <summary>Whether it is ticked.</summary>
    public bool On { get; init; }

    /// <summary>What stands behind the box.</summary>
    public Words Text { get; init; }

    /// <inheritdoc />
    public override string Value => On ? "1" : "0";

    /// <inheritdoc />
    public override FormField With(string value) => this with { On = value is "1" or "on" or "yes" or "true" };

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key == " " ? this with { On = !On } : null;
}

/// <summary>A whole number with arrows; empty unless it is required.</summary>
public sealed record NumberField : FormField
{
    private const int Digits = 12;

    /// <summary>The digits with their cursor.</summary>
    public LineEditor Editor { get; init; } = LineEditor.Empty;

    /// <summary>Shown while nothing is entered.</summary>
    public Words Placeholder { get; init; }

    /// <summary>The smallest number it takes.</summary>
    public long Least { get; init; }

    /// <summary>The largest number it takes.</summary>
    public long Most { get; init; } = 999_999_999;

    /// <summary>What an arrow adds or takes.</summary>
    public long Step { get; init; } = 1;

    /// <summary>The number the first arrow upwards gives when nothing is entered; null for the smallest.</summary>
    public long? First { get; init; }

    /// <summary>What is wrong with a number; empty for nothing.</summary>
    public Func<string, Words>? Rule { get; init; }

    /// <summary>What is counted, behind the number.</summary>
    public string Unit { get; init; } = "";

    /// <inheritdoc />
    public override string Value => Editor.Text;

    /// <summary>The number, null when nothing or none is entered.</summary>
    public long? Number => long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <inheritdoc />
    public override FormField With(string value) => this with { Editor = FieldEditing.Line(value, Digits) };

    /// <summary>The number with an arrow pressed.</summary>
    public NumberField Spun(int direction)
    {
        var next = Number is { } number ? number + direction * Step : First ?? Math.Max(Least, Math.Min(Most, 0));
        return (NumberField)With(Math.Clamp(next, Least, Most).ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorUp" => Spun(1),
        "CursorDown" => Spun(-1),
        _ when key.Text is { } text && !text.All(c => char.IsAsciiDigit(c) || c == '-') => this,
        _ => FieldEditing.Press(Editor, key, Digits) is { } editor ? this with { Editor = editor } : null,
    };

    /// <inheritdoc />
    public override FormField? Paste(string text) => text.Trim() is var digits && digits.All(char.IsAsciiDigit) ? this with { Editor = FieldEditing.Insert(Editor, digits, Digits) } : this;

    /// <inheritdoc />
    public override FormField? Wheel(int lines) => Spun(lines < 0 ? 1 : -1);

    /// <inheritdoc />
    public override Words Check()
    {
        if (Value.Length == 0) return base.Check();
        if (Number is not { } number) return FormTexts.NotANumber(Value);
        return number < Least ? FormTexts.AtLeast(Least) : number > Most ? FormTexts.AtMost(Most) : Rule?.Invoke(Value) ?? Words.None;
    }
}

/// <summary>A few choices side by side, one of them taken.</summary>
public sealed record RadioField : FormField
{
    /// <summary>The choices.</summary>
    public required ImmutableArray<(string Value, Words Text)> Choices { get; init; }

    /// <summary>Which is taken.</summary>
    public int At { get; init; }

    /// <inheritdoc />
    public override string Value => Choices[At].Value;

    /// <inheritdoc />
    public override FormField With(string value)
    {
        var at = Choices.TakeWhile(c => c.Value != value).Count();
        return at < Choices.Length ? this with { At = at } : this;
    }

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorLeft" => this with { At = Math.Max(0, At - 1) },
        "CursorRight" => this with { At = Math.Min(Choices.Length - 1, At + 1) },
        " " => this with { At = (At + 1) % Choices.Length },
        _ => null,
    };
}

/// <summary>A text that is only shown: a fixed value, a remark, a configuration.</summary>
public sealed record DisplayField : FormField
{
    /// <summary>What is shown; line ends break lines, long lines are wrapped.</summary>
    public Words Text { get; init; }

    /// <summary>What it means.</summary>
    public Ink Ink { get; init; } = Ink.Text;

    /// <summary>What the API takes for it; empty when it is no parameter.</summary>
    public string Fixed { get; init; } = "";

    /// <inheritdoc />
    public override string Value => Fixed;

    /// <inheritdoc />
    public override bool TakesKeys => false;
}

/// <summary>A button among the fields.</summary>
public sealed record ButtonField : FormField
{
    /// <summary>What is on it.</summary>
    public required Words Text { get; init; }

    /// <summary>How often it was pressed.</summary>
    public int Pressed { get; init; }

    /// <inheritdoc />
    public override string Value => Pressed.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key is " " or "Enter" ? this with { Pressed = Pressed + 1 } : null;
}
