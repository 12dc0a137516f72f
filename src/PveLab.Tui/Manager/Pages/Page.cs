using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Sim;

namespace PveLab.Tui.Manager.Pages;

/// <summary>A page of the content side, as data: what it reads, how it shows it, what can be done there.</summary>
public sealed record Page
{
    /// <summary>Its id among the pages of a kind of place.</summary>
    public required string Id { get; init; }

    /// <summary>The label of its tab.</summary>
    public required string Title { get; init; }

    /// <summary>The API paths it reads, with parameters behind <c>?</c>.</summary>
    public Func<PageContext, IReadOnlyList<string>> Reads { get; init; } = _ => [];

    /// <summary>Its rows; by default the list that the first path answered.</summary>
    public Func<PageContext, IReadOnlyList<JsonObject>> Rows { get; init; } = context => context.List(0);

    /// <summary>Its columns from the left.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>The field that tells its rows apart.</summary>
    public string Key { get; init; } = "id";

    /// <summary>What can be done there.</summary>
    public IReadOnlyList<PageButton> Buttons { get; init; } = [];

    /// <summary>The button that Enter, or a click on the chosen row, presses.</summary>
    public string? Enter { get; init; }

    /// <summary>Whether it is a list of labels and values, without a heading and without an order of its own.</summary>
    public bool IsDetail { get; init; }

    /// <summary>Whether it has far more rows than are read at once: the first path is read in windows by <c>start</c> and <c>limit</c>.</summary>
    public bool IsWindow { get; init; }

    /// <summary>Whether a learner who is shown it is known to have looked: the first path is then also asked as an input of the attempt.</summary>
    public bool IsLook { get; init; }

    /// <summary>Whether the place has it.</summary>
    public Func<Place, bool> Has { get; init; } = _ => true;
}

/// <summary>A column.</summary>
/// <param name="Label">The label of its heading.</param>
/// <param name="Field">The field of the row.</param>
/// <param name="Most">Cells it takes at most.</param>
public sealed record Column(string Label, string Field, int Most = 40)
{
    /// <summary>How well the table does without it where there is no room for all: the highest is left out first, 0 never.</summary>
    public int Spare { get; init; }

    /// <summary>Makes its cells.</summary>
    public Renderer Render { get; init; } = Cells.Plain;
}

/// <summary>A button.</summary>
/// <param name="Key">The letter that presses it.</param>
/// <param name="Label">Its label.</param>
/// <param name="Press">What it does here and now; null when it can do nothing.</param>
public sealed record PageButton(string Key, string Label, Func<PageContext, Act?> Press);

/// <summary>What a button does.</summary>
public abstract record Act
{
    private Act()
    {
    }

    /// <summary>Opens a dialog (<see cref="DialogIds"/>).</summary>
    public sealed record Dialog(string Id, string? Kind = null) : Act;

    /// <summary>Asks, then makes the calls.</summary>
    public sealed record Ask(string Question, ImmutableArray<ApiWrite> Writes) : Act;

    /// <summary>Makes the calls.</summary>
    public sealed record Call(ImmutableArray<ApiWrite> Writes) : Act;

    /// <summary>Opens a menu of further buttons.</summary>
    public sealed record Menu(string Title, IReadOnlyList<PageButton> Items) : Act;

    /// <summary>Opens the task viewer.</summary>
    public sealed record Task(string Upid) : Act;

    /// <summary>Shows a text that the API answers.</summary>
    public sealed record Show(string Title, string Path) : Act;

    /// <summary>Goes to the shell of a node, and types a line there if there is one.</summary>
    public sealed record Shell(string Node, string? Line = null) : Act;
}

/// <summary>What a page and its buttons know.</summary>
/// <param name="Place">The chosen place.</param>
/// <param name="Places">Every place.</param>
/// <param name="Answers">What the API answered, by path.</param>
/// <param name="Cells">Language, zone and time.</param>
public sealed record PageContext(
    Place Place, IReadOnlyList<Place> Places, ImmutableSortedDictionary<string, ApiAnswer> Answers, CellContext Cells)
{
    /// <summary>The paths the page reads, in its order.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The chosen row.</summary>
    public JsonObject? Row { get; init; }

    /// <summary>What a path answered; null when it was refused or not asked yet.</summary>
    public JsonNode? Get(string path) => Answers.GetValueOrDefault(path)?.Value;

    /// <summary>What one of the page's paths answered.</summary>
    public JsonNode? Get(int path) => path < Paths.Count ? Get(Paths[path]) : null;

    /// <summary>The objects of the list that one of the page's paths answered.</summary>
    public IReadOnlyList<JsonObject> List(int path) => Get(path) is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];

    /// <summary>A label in the language of the screen.</summary>
    public string Label(string label, params object?[] values) => Labels.In(Cells.Language, label, values);
}

/// <summary>What the API answered to a path.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Error">Why it was refused, null when it was not.</param>
public sealed record ApiAnswer(JsonNode? Value, string? Error = null)
{
    private const int ServerError = 500;

    /// <summary>Whether nobody answered.</summary>
    public bool IsLost { get; init; }

    /// <summary>A refusal as it lies over a list: what the server said with its number, then the lines below (proxmox-widget-toolkit: src/Utils.js getResponseErrorMessage).</summary>
    public static ApiAnswer Of(PveException refusal)
    {
        var said = refusal.Message.TrimEnd('\n').Split('\n', 2);
        if (refusal is ConnectionException) return new ApiAnswer(null, said[0]) { IsLost = true };
        var code = string.Create(CultureInfo.InvariantCulture, $"{said[0]} ({(refusal.Code > 0 ? refusal.Code : ServerError)})");
        return new ApiAnswer(null, said.Length > 1 ? code + "\n" + said[1] : code);
    }
}
