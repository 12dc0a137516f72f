using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Where a field stands in its tab.</summary>
public enum FieldColumn
{
    /// <summary>Over the whole width.</summary>
    Whole,

    /// <summary>In the left column.</summary>
    Left,

    /// <summary>In the right column, beside the left ones.</summary>
    Right,
}

/// <summary>
/// A part of a form: what it shows and what was entered, immutable. A field knows what keys do to it; where it stands on the screen
/// is <see cref="FormLayout"/>'s business, how it looks <see cref="FormView"/>'s.
/// </summary>
public abstract record FormField
{
    /// <summary>Its name; that of the API's parameter when it is one, so that the API's refusals find it.</summary>
    public required string Name { get; init; }

    /// <summary>What stands before it.</summary>
    public Words Label { get; init; }

    /// <summary>What is told about it while it has the keys.</summary>
    public Words Hint { get; init; }

    /// <summary>Number of the tab it is in.</summary>
    public int Tab { get; init; }

    /// <summary>Where it stands in the tab.</summary>
    public FieldColumn Column { get; init; }

    /// <summary>Whether it is one of the advanced settings, seen when they are asked for.</summary>
    public bool Advanced { get; init; }

    /// <summary>Whether it is shown.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Whether it can be changed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it must have a value.</summary>
    public bool Required { get; init; }

    /// <summary>What is wrong with it; empty for nothing.</summary>
    public Words Error { get; init; }

    /// <summary>What was entered, as the API takes it; empty for nothing.</summary>
    public abstract string Value { get; }

    /// <summary>Whether it ever takes the keys.</summary>
    public virtual bool TakesKeys => true;

    /// <summary>The field with a value of the API; what does not fit it is not taken.</summary>
    public virtual FormField With(string value) => this;

    /// <summary>The field after a key; null for a key that means nothing to it, which is then the form's.</summary>
    public virtual FormField? Press(LabMessage.KeyPressed key) => null;

    /// <summary>The field after text was pasted; null when it takes none.</summary>
    public virtual FormField? Paste(string text) => null;

    /// <summary>The field after a turn of the wheel over it; null when it does not scroll.</summary>
    public virtual FormField? Wheel(int lines) => null;

    /// <summary>The field when the keys go elsewhere.</summary>
    public virtual FormField Left() => this;

    /// <summary>What is wrong with what was entered, before the API is asked; empty for nothing.</summary>
    public virtual Words Check() => Required && Value.Length == 0 ? FormTexts.IsRequired : Words.None;
}
