using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>A table in a form: its rows are ticked (the guests of a backup job), or only looked at (what pruning would remove). What is typed searches it.</summary>
public sealed record TableField : FormField
{
    private const int Limit = 64;

    /// <summary>Titles of the columns.</summary>
    public required ImmutableArray<Words> Columns { get; init; }

    /// <summary>The rows.</summary>
    public ImmutableArray<FormOption> Rows { get; init; } = [];

    /// <summary>Values of the ticked rows.</summary>
    public ImmutableSortedSet<string> Ticked { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether rows are ticked.</summary>
    public bool Ticks { get; init; }

    /// <summary>What is shown when there is no row.</summary>
    public Words Empty { get; init; }

    /// <summary>What the rows are searched for.</summary>
    public LineEditor Search { get; init; } = LineEditor.Empty;

    /// <summary>The marked row, among those that match.</summary>
    public int At { get; init; }

    /// <summary>First row shown.</summary>
    public int Top { get; init; }

    /// <summary>Rows it would like to show at once.</summary>
    public int Wanted { get; init; } = 6;

    /// <summary>Rows it shows at once: what the layout has room for.</summary>
    public int Height { get; init; } = 4;

    /// <inheritdoc />
    public override string Value => string.Join(',', Rows.Select(r => r.Value).Where(Ticked.Contains));

    /// <summary>The rows shown.</summary>
    public ImmutableArray<FormOption> Matching => Search.Text.Length == 0 ? Rows : [.. Rows.Where(r => r.Matches(Search.Text))];

    /// <inheritdoc />
    public override bool TakesKeys => !Rows.IsEmpty;

    /// <inheritdoc />
    public override FormField With(string value) => this with
    {
        Ticked = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };

    /// <summary>The table with other rows; ticks of rows that are gone go with them.</summary>
    public TableField Showing(ImmutableArray<FormOption> rows) => (this with { Rows = rows, Ticked = Ticked.Intersect(rows.Select(r => r.Value)) }).To(At);

    /// <summary>The table with a row marked, and ticked or not.</summary>
    public TableField Toggle(int line)
    {
        var shown = Matching;
        if (line < 0 || line >= shown.Length) return this;
        var value = shown[line].Value;
        return !Ticks ? To(line) : To(line) with { Ticked = Ticked.Remove(value) is var others && others.Count < Ticked.Count ? others : Ticked.Add(value) };
    }

    /// <summary>The table with all shown rows ticked, or none when they all were.</summary>
    public TableField ToggleAll()
    {
        var shown = Matching.Select(r => r.Value).ToList();
        return !Ticks ? this : this with { Ticked = shown.All(Ticked.Contains) ? Ticked.Except(shown) : Ticked.Union(shown) };
    }

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorUp" => At > 0 ? To(At - 1) : null,
        "CursorDown" => At < Matching.Length - 1 ? To(At + 1) : null,
        "PageUp" => To(At - Height),
        "PageDown" => To(At + Height),
        "Home" => To(0),
        "End" => To(int.MaxValue),
        " " when Ticks => Toggle(At),
        "Ctrl+A" when Ticks => ToggleAll(),
        "Esc" when Search.Text.Length > 0 => (this with { Search = LineEditor.Empty }).To(0),
        "Backspace" => (this with { Search = Search.Press("Backspace", null, []) }).To(0),
        _ => key.Text is { } text ? (this with { Search = FieldEditing.Insert(Search, text, Limit) }).To(0) : null,
    };

    /// <inheritdoc />
    public override FormField? Wheel(int lines) => this with { Top = Math.Clamp(Top + lines, 0, Math.Max(0, Matching.Length - Height)) };

    private TableField To(int line)
    {
        var at = Math.Clamp(line, 0, Math.Max(0, Matching.Length - 1));
        return this with { At = at, Top = Math.Clamp(Top, Math.Max(0, at - Height + 1), at) };
    }
}
