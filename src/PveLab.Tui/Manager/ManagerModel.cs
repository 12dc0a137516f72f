using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>The parts of the manager that can have the keys.</summary>
public enum ManagerPart
{
    /// <summary>The Server View tree.</summary>
    Tree,

    /// <summary>The tabs of the chosen place's pages.</summary>
    Tabs,

    /// <summary>The page's table.</summary>
    Table,

    /// <summary>The list along the bottom: tasks, or the cluster log.</summary>
    Log,
}

/// <summary>Where a table stands.</summary>
/// <param name="Key">The chosen row, by its key; null for the one at <paramref name="Index"/>.</param>
/// <param name="Index">Where it was.</param>
/// <param name="Top">The first row shown.</param>
/// <param name="Left">The first column shown.</param>
/// <param name="Order">The column it is ordered by, -1 for the order of the answer.</param>
/// <param name="Descending">Whether the other way round.</param>
public sealed record TableState(string? Key = null, int Index = 0, int Top = 0, int Left = 0, int Order = -1, bool Descending = false)
{
    /// <summary>A table nobody touched.</summary>
    public static TableState None { get; } = new();
}

/// <summary>Rows of a table that are there, of all there may be.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Start">Which of all the first one is.</param>
/// <param name="Count">How many there are as far as is known.</param>
public sealed record TableRows(IReadOnlyList<JsonObject> Items, int Start, int Count)
{
    /// <summary>No row.</summary>
    public static TableRows None { get; } = new([], 0, 0);

    /// <summary>The row at a place among all; null when it has not been read.</summary>
    public JsonObject? At(int index) => index >= Start && index < Start + Items.Count ? Items[index - Start] : null;

    /// <summary>Where the row of that key is among all, -1 when it is not there.</summary>
    public int IndexOf(string field, string? key)
    {
        for (var i = 0; key is not null && i < Items.Count; i++)
            if (Cells.Text(Items[i], field) == key) return Start + i;
        return -1;
    }
}

/// <summary>
/// The second face of the environment: tree, pages and tasks, as the web interface shows them. Immutable; what it shows of the world came as
/// answers of the API.
/// </summary>
public sealed record ManagerModel
{
    /// <summary>Id of the chosen place.</summary>
    public string Selected { get; init; } = Place.Root.Id;

    /// <summary>Nodes whose places are hidden.</summary>
    public ImmutableSortedSet<string> Closed { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>First row of the tree shown.</summary>
    public int TreeTop { get; init; }

    /// <summary>The part that has the keys.</summary>
    public ManagerPart Focus { get; init; }

    /// <summary>The page last looked at, by kind of place.</summary>
    public ImmutableSortedDictionary<PlaceKind, string> PageOf { get; init; } = ImmutableSortedDictionary<PlaceKind, string>.Empty;

    /// <summary>Where tables stand, by place and page, and by <see cref="LogName"/>.</summary>
    public ImmutableSortedDictionary<string, TableState> Tables { get; init; } = ImmutableSortedDictionary.Create<string, TableState>(StringComparer.Ordinal);

    /// <summary>Whether the list along the bottom is the cluster log.</summary>
    public bool ShowsClusterLog { get; init; }

    /// <summary>Rows that the task list is taller than usual.</summary>
    public int LogGrowth { get; init; }

    /// <summary>What lies over it and has the keys, null for nothing.</summary>
    public ManagerModal? Modal { get; init; }

    /// <summary>What the API answered, by path.</summary>
    public ImmutableSortedDictionary<string, ApiAnswer> Answers { get; init; } = ImmutableSortedDictionary.Create<string, ApiAnswer>(StringComparer.Ordinal);

    /// <summary>Language, zone and time of its cells.</summary>
    public CellContext Cells { get; init; } = new(Language.En, null, 0);

    /// <summary>The node whose web interface answers.</summary>
    public string WebNode { get; init; } = "";

    /// <summary>Every place, in the order of the tree.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [Place.Root];

    /// <summary>The rows of the page, ordered.</summary>
    public TableRows Rows { get; init; } = TableRows.None;

    /// <summary>The rows of the task list.</summary>
    public TableRows Tasks { get; init; } = TableRows.None;

    /// <summary>The rows of the cluster log.</summary>
    public TableRows ClusterLog { get; init; } = TableRows.None;

    /// <summary>The places that the tree shows.</summary>
    public IReadOnlyList<Place> Shown => Closed.IsEmpty ? Places : [.. Places.Where(p => p.Depth < 2 || !Closed.Contains("node/" + p.Node))];

    /// <summary>The chosen place.</summary>
    public Place Place => Places.FirstOrDefault(p => p.Id == Selected) ?? Place.Root;

    /// <summary>The pages of the chosen place.</summary>
    public IReadOnlyList<Page> Pages => PageCatalogue.Of(Place);

    /// <summary>The page that shows.</summary>
    public Page Page => Pages is var pages && pages.FirstOrDefault(p => p.Id == PageOf.GetValueOrDefault(Place.Kind)) is { } page ? page : pages[0];

    /// <summary>The name of the page's table among <see cref="Tables"/>.</summary>
    public string TableName => $"{Place.Id} {Page.Id}";

    /// <summary>Where the page's table stands.</summary>
    public TableState Table => Tables.GetValueOrDefault(TableName, TableState.None);

    /// <summary>The name of the list along the bottom among <see cref="Tables"/>.</summary>
    public string LogName => ShowsClusterLog ? "cluster log" : "tasks";

    /// <summary>Where the list along the bottom stands.</summary>
    public TableState Log => Tables.GetValueOrDefault(LogName, TableState.None);

    /// <summary>The chosen row of the page.</summary>
    public JsonObject? Row => Rows.At(ChosenIndex(Rows, Page.Key, Table));

    /// <summary>The chosen task of the task list.</summary>
    public JsonObject? Task => ShowsClusterLog ? null : Tasks.At(ChosenIndex(Tasks, "upid", Log));

    /// <summary>What the page and its buttons know, without the chosen row.</summary>
    public PageContext Context => new(Place, Places, Answers, Cells);

    /// <summary>Where the chosen row is: where its key is now, or where it was.</summary>
    public static int ChosenIndex(TableRows rows, string field, TableState state) =>
        rows.IndexOf(field, state.Key) is >= 0 and var index ? index : Math.Clamp(state.Index, 0, Math.Max(0, rows.Count - 1));
}
